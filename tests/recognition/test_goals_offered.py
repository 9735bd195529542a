"""Goals of the three-year plan (A13.9, A15): what the roster tells of the base year is offered, never asked again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.recognition.queries.filing.application import goals
from jiqun.register import known
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


def test_goals_another_room_knows_are_brought_in_with_their_source_and_count_once_saved(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = known.KnownGoal(
        "集群总产值",
        "亿元",
        "50",
        {"2025": "55", "2026": "60", "2027": "66"},
        "工信局",
        Text("培育方案 PF-1", "plan PF-1"),
    )
    monkeypatch.setattr(known, "_goals", [lambda cluster, base_year: [planned] if base_year == 2024 else []])
    case = with_roster()
    client.force_login(officer(HUICHENG))
    url = reverse("recognition:set-goals", args=[case.pk])
    form = client.get(url).context["form"]
    assert [row["indicator"] for row in form.initial["goals"]] == ["集群总产值"]
    assert "已带自培育方案 PF-1" in str(form.fields["goals"].help_text)
    assert goals(case) == []
    sent = {"goals-0-indicator": "集群总产值", "goals-0-unit": "亿元", "goals-0-base": "50", "goals-0-owner": "工信局"}
    sent |= {"goals-0-2025": "55", "goals-0-2026": "60", "goals-0-2027": "70"}
    assert client.post(url, {**sent, "version": case.version, "key": "k"}).status_code == 302
    assert [goal.targets["2027"] for goal in goals(case)] == ["70"]


def test_nothing_is_offered_without_a_roster(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    page = client.get(reverse("recognition:set-goals", args=[start(open_round()).pk])).content.decode()
    assert 'value="有效发明专利"' not in page
