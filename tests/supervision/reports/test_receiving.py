"""Article 16: what the province's receipt leaves behind: problems to be followed, a receipt, targets as adjusted."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from jiqun.authorities.models import Person
from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.register.models import Goal
from jiqun.supervision.models import ChangeFiling, GoalAdjustment, Problem
from jiqun.supervision.reports import steps
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, officer
from tests.supervision.reports.yearly import NOW, Way, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def way() -> Way:
    return Way(planned())


def test_problems_of_a_received_report_are_followed(way: Way) -> None:
    case = way.received()
    assert list(Problem.objects.values_list("text", "owner", "due_on", "report_id", "state")) == [
        ("融资成本高", "县金融办", date(2026, 9, 30), case.pk, "open")
    ]


def test_problems_are_kept_only_once_the_province_has_the_report(way: Way) -> None:
    way.forwarded()
    assert not Problem.objects.exists()


def adjust(goal: Goal) -> None:
    """Another target of 2025, put on record."""
    filed = Case.objects.create(
        id=uuid4(), number="BB-1", procedure_name="change_filing", state="filed", title="目标调整",
        authority=goal.cluster.authority, path=goal.cluster.path, cluster=goal.cluster, measure="gd_2023_4",
        opened_at=NOW,
    )  # fmt: skip
    filing = ChangeFiling.objects.create(
        case=filed, cluster=goal.cluster, kind="goals", changed_on=date(2025, 9, 1), reason="外需下降", before={},
        after={}, filed_on=date(2025, 10, 1), settled=True,
    )  # fmt: skip
    GoalAdjustment.objects.create(goal=goal, filing=filing, targets={"2025": "52"}, filed_on=date(2025, 10, 1))


def test_report_is_measured_by_the_target_as_it_was_adjusted(way: Way, client: Client) -> None:
    adjust(Goal.objects.get())
    way.begin()
    way.fill(goal_progress=[["集群总产值", "51.9", "52", ""]])
    with pytest.raises(Refusal, match="未达当年目标 52，请写明偏差原因"):
        way.act("hand_in", officer(HUIDONG))
    client.force_login(officer(HUIDONG))
    assert "经报备调整" in client.get(f"/supervision/reports/{way.case.pk}/").content.decode()
    way.fill(goal_progress=[["集群总产值", "53", "52", ""]])
    way.signed("hand_in", HUIDONG)


def test_goal_without_a_base_is_explained_not_compared(way: Way, client: Client) -> None:
    Goal.objects.update(base="")
    way.begin()
    way.fill(goal_progress=[["集群总产值", "54", "55", ""]])
    with pytest.raises(Refusal, match="“集群总产值”认定时没有基值，不能与目标比较，请在“偏差原因”中说明当年进展"):
        way.act("hand_in", officer(HUIDONG))
    client.force_login(officer(HUIDONG))
    assert "不能比较" in client.get(f"/supervision/reports/{way.case.pk}/").content.decode()
    way.fill(goal_progress=[["集群总产值", "54", "55", "认定时未统计，现约 54 亿元"]])
    way.signed("hand_in", HUIDONG)


def test_of_two_who_begin_at_once_one_is_told_that_the_other_was_first(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second looked before the first had written: the database keeps them apart."""
    way.begin()
    monkeypatch.setattr(steps, "refuse_second", lambda cluster, year: None)
    with pytest.raises(Conflict):
        way.begin()
    assert Case.objects.filter(procedure_name="annual_report").count() == 1


def test_receipt_says_when_it_was_received_and_what_exactly(way: Way, client: Client) -> None:
    case = way.forwarded()
    client.force_login(officer(HUIDONG))
    assert client.get(f"/supervision/reports/{case.pk}/receipt/").status_code == 404
    way.act("receive", officer(PROVINCE))
    page = client.get(f"/supervision/reports/{case.pk}/receipt/").content.decode()
    assert [said in page for said in ("NB-2025-0001", "2026-03-10 10:00:00", "第 1 版")] == [True] * 3
    made = client.get(f"/supervision/reports/{case.pk}/receipt/pdf/")
    assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    client.force_login(officer(HUICHENG))
    assert client.get(f"/supervision/reports/{case.pk}/receipt/").status_code == 404


def test_call_list_names_the_officer_of_the_level_that_holds_the_report(way: Way, client: Client) -> None:
    Person.objects.filter(pk=officer(HUIZHOU).person_id).update(phone="0752-0000000")
    way.handed_in()
    client.force_login(officer(PROVINCE))
    page = client.get("/supervision/reports/calls/?year=2025").content.decode()
    assert officer(HUIZHOU).person.name in page
    assert officer(HUIDONG).person.name not in page
    text = client.get("/supervision/reports/calls/csv/?year=2025").content.decode()
    assert "0752-0000000" in text
    book = client.get("/supervision/reports/calls/xlsx/?year=2025")
    assert book.content[:2] == b"PK"
    assert client.get("/supervision/reports/calls/pdf/").status_code == 404
    client.force_login(officer(HUIDONG))
    assert client.get("/supervision/reports/calls/xlsx/").status_code == 404
