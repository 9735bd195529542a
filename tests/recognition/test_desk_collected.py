"""What firms confirmed through their links comes onto the desk, and each firm sees it (A14.1, A16)."""

from __future__ import annotations

from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.collection.models import Use
from jiqun.collection.rehearsal import rehearse
from jiqun.recognition.acts.filing.desk.collected import confirmed, take_collected
from jiqun.recognition.acts.filing.desk.filling import begin, take_roster
from jiqun.recognition.models import RosterDraft
from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, at, officer
from tests.recognition.applicant import NOW, open_round, start, submitted

pytestmark = pytest.mark.django_db
LATER = at("2025-04-01 10:00")


@pytest.fixture
def draft() -> Case:
    """A draft of a cluster that applied before and has a roster, in another round."""
    first = submitted(open_round())
    cluster = application_of(first).cluster
    return start(open_round("2025-R2"), key="second", cluster=str(cluster.pk))


def test_figures_firms_confirmed_come_onto_the_desk_and_firms_see_it(draft: Case, client: Client) -> None:
    clerk, cluster = officer(HUICHENG), application_of(draft).cluster
    rehearse(cluster, clerk, NOW, Random(5), answered=100)
    found = confirmed(application_of(draft))
    assert found is not None
    begin(draft.pk, by=clerk, now=LATER)
    take_collected(draft.pk, by=clerk, now=LATER)
    uses = Use.objects.filter(what=f"企业名册（{draft.number}）")
    assert uses.count() == found[1]
    take_collected(draft.pk, by=clerk, now=LATER)
    assert uses.count() == found[1], "one purpose is told once"
    client.force_login(clerk)
    page = client.get(reverse("recognition:roster-desk", args=[draft.pk])).content.decode()
    assert "带入企业填报的数据" in page and f"{found[1]} 家企业已确认" in page


def test_nothing_confirmed_is_refused_with_what_to_do(draft: Case) -> None:
    with pytest.raises(Refusal, match="还没有企业确认填报数据"):
        take_collected(draft.pk, by=officer(HUICHENG), now=LATER)


def test_neighbour_takes_nothing(draft: Case) -> None:
    rehearse(application_of(draft).cluster, officer(HUICHENG), NOW, Random(5), answered=100)
    with pytest.raises((NotHere, Refusal)):
        take_collected(draft.pk, by=officer(HUIDONG), now=LATER)
    assert not Use.objects.filter(what__contains=draft.number).exists()


def test_earlier_roster_of_the_cluster_is_taken_where_the_application_has_none(draft: Case) -> None:
    """Never asked for what is already known."""
    assert application_of(draft).roster is None
    take_roster(draft.pk, by=officer(HUICHENG), now=LATER)
    assert "第 1 版" in RosterDraft.objects.get(pk=draft.pk).source["zh"]
