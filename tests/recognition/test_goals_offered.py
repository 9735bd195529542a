"""Goals of the three-year plan (A13.9, A15): what the roster tells of the base year is offered, never asked again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.recognition.queries.filing.application import goals
from tests.office import HUICHENG, officer
from tests.recognition.applicant import do, open_round, start, upload, workbook

pytestmark = pytest.mark.django_db


def with_roster() -> Case:
    case = start(open_round())
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    return Case.objects.get(pk=case.pk)


def test_bases_of_the_roster_are_offered_and_left_alone_count_for_nothing(client: Client) -> None:
    case = with_roster()
    client.force_login(officer(HUICHENG))
    url = reverse("recognition:set-goals", args=[case.pk])
    page = client.get(url)
    assert page.content.decode().count('value="有效发明专利"') == 1
    offered = page.context["form"].initial["goals"]
    sent = {f"goals-{n}-{key}": value for n, row in enumerate(offered) for key, value in row.items()}
    sent |= {"goals-0-2025": "10", "goals-0-2026": "11", "goals-0-2027": "12", "goals-0-owner": "工信局"}
    answer = client.post(url, {**sent, "version": case.version, "key": "k"})
    assert answer.status_code == 302
    assert [goal.indicator for goal in goals(case)] == ["集群总产值"]


def test_nothing_is_offered_without_a_roster(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    page = client.get(reverse("recognition:set-goals", args=[start(open_round()).pk])).content.decode()
    assert 'value="有效发明专利"' not in page
