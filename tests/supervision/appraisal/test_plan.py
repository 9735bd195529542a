"""The province's yearly plan of supervision and its checks (Article 16)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.config import clock
from jiqun.register.models import Recognition
from jiqun.supervision.models import PlannedCheck, Problem, SupervisionPlan
from jiqun.visits.checklists import latest
from jiqun.visits.draw import in_order
from jiqun.visits.models import Visit
from tests.office import HUIDONG, HUIZHOU, PROVINCE, at, officer
from tests.supervision.appraisal.checked import FOUND, Checked
from tests.visits import spot

pytestmark = pytest.mark.django_db


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Checked:
    found = Checked()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def late_problem(way: Checked) -> None:
    """The electronics cluster has a problem open past its date."""
    Problem.objects.create(
        id="01900000-0000-7000-8000-000000000001", cluster=way.chips, text="能耗偏高（虚构）", noted_at=way.now,
        due_on=way.now.date() - timedelta(days=1),
    )  # fmt: skip


def test_every_recognised_cluster_is_a_candidate_and_a_signed_plan_makes_its_checks(way: Checked) -> None:
    way.draw_up()
    assert Case.objects.filter(procedure_name="supervision_check").count() == 0
    way.signed(way.plan, "adopt_supervision")
    rows = PlannedCheck.objects.all()
    assert [(row.chosen, row.case and row.case.state) for row in rows] == [(True, "open"), (True, "open")]
    record = ActRecord.objects.get(subject_id=str(way.check().pk))
    assert (record.act, record.from_state, record.to_state) == (
        "supervision_plan.adopt_supervision", "", "open",
    )  # fmt: skip


def test_a_recognition_that_ended_is_no_candidate(way: Checked) -> None:
    Recognition.objects.filter(cluster=way.chips).update(revoked_from=way.now.date())
    way.draw_up()
    assert [row.cluster for row in PlannedCheck.objects.all()] == [way.shoes]


def test_one_whose_recognition_ended_before_the_signature_stops_the_plan(way: Checked) -> None:
    way.draw_up()
    Recognition.objects.filter(cluster=way.chips).update(revoked_from=way.now.date())
    with pytest.raises(Refusal, match="惠城区电子产业集群的认定已撤销或有效期已满"):
        way.do(way.plan, "adopt_supervision")


def test_drawing_by_lot_is_done_again_by_anybody_and_keeps_its_seed(way: Checked) -> None:
    way.draw_up("lot", "1")
    plan = SupervisionPlan.objects.get()
    order = [str(row.cluster_id) for row in plan.checks.order_by("position")]
    assert order == in_order(plan.seed, [str(way.shoes.pk), str(way.chips.pk)])
    assert [row.chosen for row in plan.checks.order_by("position")] == [True, False]
    way.do(way.plan, "discard_supervision", reason="检查重点调整（虚构）")
    way.draw_up("lot", "1")
    again = SupervisionPlan.objects.get(live=True)
    assert (again.seed, [str(row.cluster_id) for row in again.checks.order_by("position")]) == (plan.seed, order)


def test_risk_is_explained_and_a_departure_from_its_order_has_a_reason(way: Checked) -> None:
    late_problem(way)
    way.draw_up("risk", "1")
    first, second = PlannedCheck.objects.order_by("position")
    assert (first.cluster, [point["zh"] for point in first.points]) == (
        way.chips, ["上一年度报告逾期未报", "1 个问题超期未销号"],
    )  # fmt: skip
    with pytest.raises(Invalid, match="风险更高的惠城区电子产业集群没有选取，请写明理由"):
        way.do(way.plan, "adopt_supervision", picked=[str(second.pk)], reason="")
    way.signed(way.plan, "adopt_supervision", picked=[str(second.pk)], reason="电子集群上月已由市级核查（虚构）")
    plan = SupervisionPlan.objects.get()
    assert (plan.wanted, [row.cluster for row in plan.checks.filter(chosen=True)]) == (1, [way.shoes])


def test_a_plan_is_for_this_year_or_the_next_and_once(way: Checked) -> None:
    with pytest.raises(Invalid, match="只能拟订2025年或2026年的计划"):
        way.draw_up(year="2024")
    with pytest.raises(Invalid, match="请填写检查集群数"):
        way.draw_up("lot")
    way.draw_up()
    with pytest.raises(Invalid, match="2025年已有监督检查计划（JD-2025-01）"):
        way.draw_up()


def test_monitoring_asks_what_articles_16_and_17_are_about() -> None:
    clauses = {item.clause for item in latest("monitoring").items}
    assert clauses == {"A16", "A17.3", "A17.4", "A17.5"}


def test_a_check_is_concluded_on_a_visit_and_its_findings_are_followed(way: Checked) -> None:
    way.adopted()
    told = {"conclusion": "数据属实，上年整改未落实（虚构）", "found": FOUND}
    with pytest.raises(Refusal, match="还没有办结的现场核查"):
        way.do(way.check(), "conclude_check", **told)
    way.visited()
    way.do(way.check(), "conclude_check", **told)
    assert not Problem.objects.exists()
    way.do(way.check(), "sign", way.chief, affirmed="on")
    [problem] = Problem.objects.all()
    assert (problem.cluster, problem.text, str(problem.due_on)) == (way.shoes, "上年整改未落实", "2025-12-31")
    assert way.check().state == "concluded"


def test_a_cluster_without_a_roster_is_concluded_without_a_visit(way: Checked) -> None:
    way.adopted()
    way.signed(way.check(way.chips), "conclude_check", conclusion="座谈并查阅台账（虚构）", found="")
    assert (way.check(way.chips).state, Problem.objects.count()) == ("concluded", 0)


def test_nothing_is_concluded_or_arranged_beside_what_is_under_way(way: Checked) -> None:
    way.adopted()
    way.open("monitoring", **spot.arrangement(way.check(), "2025-06-12"))
    with pytest.raises(Refusal, match="现场核查（2025-S1）尚未办结"):
        way.do(way.check(), "call_off_check", reason="暂不检查（虚构）")
    with pytest.raises(Invalid, match="已有一次检查"):
        way.open("monitoring", **spot.arrangement(way.check(), "2025-06-13"))


def test_no_visit_once_the_check_ended(way: Checked) -> None:
    way.adopted()
    way.signed(way.check(), "call_off_check", reason="集群已列入国家级复核（虚构）")
    with pytest.raises(Invalid, match="本项检查已“已取消”"):
        way.open("monitoring", **spot.arrangement(way.check(), "2025-06-12"))


def test_a_plan_closes_once_no_check_is_open(way: Checked) -> None:
    way.adopted()
    with pytest.raises(Refusal, match="还有检查没有办结"):
        way.do(way.plan, "close_supervision")
    for each in (way.shoes, way.chips):
        way.signed(way.check(each), "call_off_check", reason="另行安排（虚构）")
    way.do(way.plan, "close_supervision")
    way.plan.refresh_from_db()
    assert way.plan.state == "closed"


def test_plans_and_checks_are_the_provinces_alone(way: Checked) -> None:
    way.adopted()
    visit = way.visited()
    for code in (HUIZHOU, HUIDONG):
        with pytest.raises(NotHere):
            way.do(way.check(), "call_off_check", officer(code), reason="（虚构）")
        assert not Visit.objects.visible_to(officer(code)).filter(pk=visit.pk).exists()
        client = Client()
        client.force_login(officer(code))
        for name, pk in (("plans", way.plan.pk), ("plans/checks", way.check().pk)):
            assert client.get(f"/supervision/{name}/{pk}/").status_code == 404


def test_queries_of_the_pages(way: Checked, django_assert_num_queries: Any) -> None:
    """Fixed, whatever the number of clusters."""
    way.adopted()
    way.visited()
    way.now = at("2025-06-13 09:00")
    client = Client()
    client.force_login(officer(PROVINCE))
    for name, pk, n in (("plans", way.plan.pk, 9), ("plans/checks", way.check().pk, 11)):
        client.get(f"/supervision/{name}/{pk}/")
        with django_assert_num_queries(n):
            page = client.get(f"/supervision/{name}/{pk}/").content.decode()
        assert "监督检查" in page
