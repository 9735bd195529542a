"""Article 16: who owes a report, who held it when the day passed, what the received ones add up to; orders (17(三))."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jiqun import law
from jiqun.authorities.models import Level
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Refusal
from jiqun.outgoing.models import Paper
from jiqun.supervision.models import ReportOrder
from jiqun.supervision.reports import queries
from jiqun.supervision.reports.deadline import DUE, HELD_BY, due_day, held_at
from jiqun.supervision.reports.reminding import owed_reports
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.supervision.recognised import cluster, recognised
from tests.supervision.reports.yearly import CHANCE, Way, planned

DAY = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)


def test_day_is_that_of_the_measure() -> None:
    said = next(
        each for each in law.load("gd_2023_4").parameters(date(2025, 1, 1)).values() if each.id == "16.report_due"
    )
    assert str(said.value) == f"{DUE[0]:02}-{DUE[1]:02}"
    assert due_day(2025) == date(2026, 3, 31)


@given(st.lists(st.tuples(st.integers(-500, 500), st.sampled_from([*HELD_BY, "received"])), max_size=8))
def test_late_is_charged_to_who_held_it_when_the_day_passed(steps: list[tuple[int, str]]) -> None:
    dated = [(DAY + timedelta(hours=hours), state) for hours, state in steps]
    before = [state for _, state in sorted(each for each in dated if each[0] <= DAY)]
    assert held_at(dated, DAY) == (HELD_BY.get(before[-1]) if before else Level.COUNTY)


@pytest.mark.parametrize(
    ("grown", "said"), [("25/2", "+12.50%"), ("-1/3", "−0.33%"), ("0", "+0.00%"), ("1/200", "+0.01%")]
)
def test_growth_is_rounded_from_the_exact_number(grown: str, said: str) -> None:
    assert queries.percent(Fraction(grown)) == said


@pytest.mark.django_db
def test_status_charges_each_level_with_what_it_held() -> None:
    way = Way(planned())
    recognised(cluster("惠城区电子产业集群", HUICHENG, "39"), date(2024, 7, 10), "2024年")
    way.handed_in()
    before = queries.status(officer(PROVINCE), 2025, way.now)
    assert [(line.name, line.state, line.late) for line in before] == [
        ("惠城区电子产业集群", "", None),
        ("惠东县女鞋产业集群", "submitted", None),
    ]
    way.now = at("2026-04-02 09:00")
    way.signed("forward", HUIZHOU, {"opinion": "已核对。"})
    way.act("receive", officer(PROVINCE))
    late = queries.status(officer(PROVINCE), 2025, at("2026-04-02 10:00"))
    assert [(line.name, line.late) for line in late] == [
        ("惠城区电子产业集群", Level.COUNTY),
        ("惠东县女鞋产业集群", Level.PREFECTURE),
    ]
    assert queries.by_prefecture(late) == [("惠州市", [2, 1, 0, 0, 1])]


@pytest.mark.django_db
def test_draft_looks_to_those_above_as_if_it_had_not_been_begun() -> None:
    way = Way(planned())
    way.begin()
    assert [line.state for line in queries.status(officer(HUIDONG), 2025, way.now)] == ["drafting"]
    assert [(line.state, line.case) for line in queries.status(officer(HUIZHOU), 2025, way.now)] == [("", None)]


@pytest.mark.django_db
def test_status_costs_the_same_whatever_the_number(client: Client, django_assert_max_num_queries: Any) -> None:
    Way(planned()).received()
    for n in range(40):
        recognised(cluster(f"集群{n:02}"), date(2024, 7, 10), "2024年")
    client.force_login(officer(PROVINCE))
    client.get("/supervision/reports/?year=2025")
    with django_assert_max_num_queries(10):
        page = client.get("/supervision/reports/?year=2025").content.decode()
    assert "应报 41 件，已接收 1 件" in page


@pytest.mark.django_db
def test_page_is_for_offices_and_the_call_list_for_those_above(client: Client) -> None:
    planned()
    client.force_login(account("expert", None))
    assert client.get("/supervision/reports/").status_code == 404
    client.force_login(officer(HUIDONG))
    assert client.get("/supervision/reports/calls/").status_code == 404
    client.force_login(officer(HUIZHOU))
    assert "惠东县女鞋产业集群" in client.get("/supervision/reports/calls/?year=2025").content.decode()


@pytest.mark.django_db
def test_those_who_hold_reports_are_reminded_from_thirty_days_before() -> None:
    planned()
    county = officer(HUIDONG)
    assert not list(owed_reports(county, at("2026-02-20 09:00")))
    (one,) = owed_reports(county, at("2026-03-24 09:00"))
    assert "还有 7 天" in one.text.zh
    (after,) = owed_reports(county, at("2026-04-03 09:00"))
    assert "已过报送期限 3 天" in after.text.zh
    assert not list(owed_reports(officer(HUIZHOU), at("2026-03-24 09:00")))


def ordered(way: Way, due: str = "2026-04-20") -> Way:
    """An order, drafted."""
    payload = {"cluster": str(way.recognition.cluster_id), "year": "2025", "due_on": due, "reason": "两次提醒未报"}
    found = Way(way.recognition)
    found.now, found.keys = way.now, 100
    done = open_matter(
        "report_order", by=officer(PROVINCE), payload=payload, key=found.key(), now=way.now, chance=CHANCE
    )
    found.case = done.subject
    return found


@pytest.mark.django_db
def test_order_is_issued_only_after_the_day_and_seen_by_the_county_from_then_on() -> None:
    way = Way(planned())
    early = ordered(way)
    with pytest.raises(Refusal, match="期限未过，不能责令"):
        early.act("issue", officer(PROVINCE))
    early.now = at("2026-04-02 10:00")
    assert not Case.objects.visible_to(officer(HUIDONG)).filter(pk=early.case.pk).exists()
    early.signed("issue", PROVINCE)
    assert Case.objects.visible_to(officer(HUIDONG)).filter(pk=early.case.pk).exists()
    paper = Paper.objects.get()
    assert (paper.kind_slug, paper.addressee_id, paper.through_id) == ("report_order", HUIDONG, HUIZHOU)


@pytest.mark.django_db
def test_received_report_meets_the_order_and_a_date_alone_says_nothing() -> None:
    way = Way(planned())
    way.now = at("2026-04-02 10:00")
    order = ordered(way)
    order.signed("issue", PROVINCE)
    with pytest.raises(Refusal, match="尚未届满"):
        order.act("note_missed", officer(PROVINCE))
    order.now = way.now = at("2026-04-21 10:00")
    assert order.state().state == "ordered"
    order.act("note_missed", officer(PROVINCE))
    assert order.state().state == "missed"
    way.received()
    assert order.state().state == "met"
    assert ReportOrder.objects.get().due_on == date(2026, 4, 20)


@pytest.mark.django_db
def test_pages_of_an_order_are_there(client: Client) -> None:
    way = Way(planned())
    way.now = at("2026-04-02 10:00")
    order = ordered(way)
    client.force_login(approver(PROVINCE))
    assert "责令限期报送" in client.get(f"/supervision/reports/orders/{order.case.pk}/").content.decode()
    client.force_login(officer(HUICHENG))
    assert client.get(f"/supervision/reports/orders/{order.case.pk}/").status_code == 404


@pytest.mark.django_db
def test_report_that_lies_with_the_province_is_not_ordered(client: Client) -> None:
    way = Way(planned())
    way.now = at("2026-04-02 10:00")
    order = ordered(way)
    way.forwarded()
    with pytest.raises(Refusal, match="已报送到省，请予接收或退回"):
        order.act("issue", officer(PROVINCE))
    client.force_login(officer(PROVINCE))
    assert "begin/?cluster" not in client.get("/supervision/reports/?year=2025").content.decode()
