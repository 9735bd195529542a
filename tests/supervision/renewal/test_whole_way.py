"""Article 15: after the term a renewal review, the goals held against their results, three more years."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.journal import chain
from jiqun.outgoing.models import Paper
from jiqun.register.goals import current
from jiqun.register.models import Goal, Recognition, RecognitionChange
from jiqun.register.terms import Standing
from jiqun.supervision.models import GoalResult, Renewal, RenewalRound
from tests.office import HUIDONG, HUIZHOU, PROVINCE, at, officer
from tests.supervision.renewal.way import TERM_BEGINS, TERM_ENDS, Way, another, ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def way() -> Way:
    """August 2026: the measure rests on its extension."""
    return Way().based()


def test_renewal_after_the_term_ends_in_three_years_from_the_day_after_it(way: Way) -> None:
    """A15: 复核通过的有效期延长三年; the next plan's goals are frozen to the new term, the old ones stay readable."""
    recognition = ended()
    assert recognition.standing(date(2026, 8, 3)) is Standing.EXPIRED
    way.called(recognition)
    way.proposed(recognition)
    notice = way.on_notice()
    assert (notice.starts_on, notice.ends_on, len(notice.days)) == (date(2026, 9, 15), date(2026, 9, 22), 7)
    way.announced()
    recognition.refresh_from_db()
    assert (recognition.valid_from, recognition.valid_to) == (date(2023, 7, 10), TERM_ENDS)
    assert recognition.standing(date(2026, 9, 28)) is Standing.VALID
    change = RecognitionChange.objects.get(recognition=recognition)
    assert (change.kind, change.valid_from, change.valid_to, change.document) == (
        "renewed",
        TERM_BEGINS,
        TERM_ENDS,
        "粤工信函〔2026〕99号",
    )
    assert change.reason == "复核通过。三年发展规划目标共2项：完成2项。"
    assert Case.objects.get(pk=way.case.pk).state == "renewed"
    assert [(g.indicator, g.base, g.targets) for g in current(recognition)] == [
        ("集群总产值", "60", {"2026": "64", "2027": "70", "2028": "77"})
    ]
    assert Goal.objects.filter(recognition=recognition).count() == 3
    assert sorted(Paper.objects.values_list("kind_slug", flat=True)) == [
        "public_notice",
        "renewal_call",
        "renewal_letter",
        "renewal_results",
    ]
    assert chain.verify().whole


def test_round_without_a_measure_in_force_is_refused_and_says_what_to_register() -> None:
    """A19: the measure lapsed on 27 February 2026; a basis is registered first."""
    ended()
    with pytest.raises(Refusal, match=r"不能据此开展复核.*须先登记延期、替代或书面决定") as said:
        Way().drafted()
    assert said.value.clause == "A19"
    assert not RenewalRound.objects.exists()


def test_round_pins_what_is_in_force_on_the_day_of_its_call(way: Way) -> None:
    """A15, A19: bases and readings stay as they stood that day."""
    way.called(ended())
    of = RenewalRound.objects.get(pk=way.round.pk)
    assert (of.issued_on, [basis["number"] for basis in of.bases]) == (date(2026, 8, 3), ["粤工信规字〔2026〕3号"])
    assert of.readings
    assert way.round.measure == "gd_2023_4"


def test_round_before_expiry_covers_terms_that_are_still_running(way: Way) -> None:
    """A15: a round may come before the end of the term; the new one follows it all the same."""
    recognition = ended()
    Recognition.objects.filter(pk=recognition.pk).update(valid_from=date(2023, 12, 10), valid_to=date(2026, 12, 9))
    way.called(recognition, ends_from="2026-12-01", ends_to="2026-12-31")
    way.proposed(recognition)
    way.on_notice()
    way.announced()
    recognition.refresh_from_db()
    assert recognition.valid_to == date(2029, 12, 9)


def test_scope_offers_the_window_and_asks_why_one_is_left_out(way: Way) -> None:
    """A15: listed and confirmed by a person."""
    first, second = ended(), another()
    way.drafted()
    with pytest.raises(Invalid, match="有 1 个有效期在此期间届满的集群未列入"):
        way.covered(first)
    way.covered(first, left_out="正在办理撤销")
    with pytest.raises(Invalid, match="不在本批次的有效期范围内"):
        way.covered(first, recognition_elsewhere(), left_out="x")
    assert [row.recognition_id for row in RenewalRound.objects.get().covered.all()] == [first.pk]
    assert second.pk != first.pk


def recognition_elsewhere() -> Recognition:
    """A recognition whose term ends a year later."""
    found = another("惠城区光电产业集群")
    Recognition.objects.filter(pk=found.pk).update(valid_to=date(2027, 7, 9))
    return found


def test_call_needs_its_scope_confirmed_and_dates_ahead(way: Way) -> None:
    ended()
    way.drafted()
    payload = {"document": "", "issued_on": "2026-08-03"}
    with pytest.raises(Refusal, match="尚未确定复核范围"):
        way.signed(way.round, "call_renewals", PROVINCE, payload)
    way.covered(Recognition.objects.get())
    way.now = at("2026-09-01 09:00")
    with pytest.raises(Refusal, match=r"县级申请截止时间.*已过"):
        way.signed(way.round, "call_renewals", PROVINCE, payload)


def test_recognition_is_covered_by_one_round_at_a_time(way: Way) -> None:
    recognition = ended()
    way.called(recognition)
    way.drafted()
    with pytest.raises(Invalid, match="已列入其他批次"):
        way.covered(recognition)


def test_cluster_outside_the_round_is_refused(way: Way) -> None:
    """Bad input of item 6: a renewal for a cluster outside the round."""
    recognition, outside = ended(), another()
    way.drafted()
    way.covered(recognition, left_out="另行安排")
    way.signed(way.round, "call_renewals", PROVINCE, {"document": "", "issued_on": "2026-08-03"})
    for covered in (str(outside.pk), RenewalRound.objects.get().covered.get().key):
        with pytest.raises(Invalid, match="该集群不在已开展的复核批次范围内"):
            way.opening("renewal", officer("441302"), {"covered": covered})
    assert not Renewal.objects.exists()


def test_second_application_for_one_recognition_is_refused(way: Way) -> None:
    recognition = ended()
    way.called(recognition)
    way.begun(recognition)
    with pytest.raises(Invalid, match="或已提出申请"):
        way.begun(recognition)


def test_county_that_hands_in_late_says_why_and_is_still_heard(way: Way) -> None:
    """A15: a date reminds; what comes late is shown as late, and a person looks at it."""
    recognition = ended()
    way.called(recognition)
    way.begun(recognition)
    way.filled("61", "0.89")
    way.now = at("2026-09-01 09:00")
    with pytest.raises(Invalid, match=r"县级申请截止时间.*请写明逾期原因"):
        way.signed(way.case, "hand_in_renewal", HUIDONG)
    way.signed(way.case, "hand_in_renewal", HUIDONG, {"late": "台风停工"})
    assert Renewal.objects.get().late == "台风停工"


def test_application_that_came_in_time_is_not_late_after_it_was_returned(way: Way) -> None:
    """A15: what was handed in before the date and mended after it was never late."""
    recognition = ended()
    way.called(recognition)
    way.handed_in(recognition)
    way.act(way.case, "return_renewal_to_county", officer(HUIZHOU), {"notes": "请补充说明。"})
    way.now = at("2026-09-01 09:00")
    assert way.signed(way.case, "hand_in_renewal", HUIDONG).state == "submitted"
    assert Renewal.objects.get().late == ""


@pytest.mark.parametrize(
    ("result", "plan", "said"),
    [
        (["集群总产值（亿元）", "50", "61", "汇总"], None, "目标“集群总产值（亿元）”的期末目标应为 60"),
        (["集群总产值（亿元）", "60", "六十", "汇总"], None, "期末实际“六十”不是数字"),
        (["集群总产值（亿元）", "60", "61", ""], None, "没有写明说明和依据"),
        (["别的目标", "60", "61", "汇总"], None, "“别的目标”不是认定时固定的目标"),
        (None, [["产值", "亿元", "", "1", "2", "3", "局"]], "下一规划目标“产值”的基值不是数字"),
        (None, [["产值", "亿元", "1", "1", "", "3", "局"]], "下一规划目标“产值”的 2027 年目标不是数字"),
        (None, [["产值", "亿元", "1", "1", "2", "3", ""]], "没有写责任单位"),
    ],
)
def test_what_lacks_is_said_at_once(way: Way, result: Any, plan: Any, said: str) -> None:
    """A15: goal by goal with evidence; a plan that can be checked (A13.9)."""
    from jiqun.forms import desk

    recognition = ended()
    way.called(recognition)
    way.begun(recognition)
    way.filled("61", "0.89", plan=plan)
    if result is not None:
        rows = [result, ["单位产值能耗", "0.90", "0.89", "节能报告"]]
        desk.save(way.case.pk, 1, {"goals_result": rows}, by=officer(HUIDONG), now=way.now)
    with pytest.raises(Refusal, match=said):
        way.signed(way.case, "hand_in_renewal", HUIDONG)
    assert Case.objects.get(pk=way.case.pk).state == "drafting"


def test_goal_without_proof_is_refused(way: Way) -> None:
    recognition = ended()
    way.called(recognition)
    way.begun(recognition)
    way.filled("61", "0.89")
    proof = way.case.attachments.filter(requirement="goal-2").get()
    way.act(way.case, "remove_proof", officer(HUIDONG), {"proof": str(proof.pk)})
    with pytest.raises(Refusal, match="目标“单位产值能耗”没有上传证明材料"):
        way.signed(way.case, "hand_in_renewal", HUIDONG)


def test_each_level_returns_once(way: Way) -> None:
    """The province's return gives the prefecture its own back."""
    recognition = ended()
    way.called(recognition)
    way.handed_in(recognition)
    notes = {"notes": "补充节能报告。"}
    way.act(way.case, "return_renewal_to_county", officer(HUIZHOU), notes)
    way.signed(way.case, "hand_in_renewal", HUIDONG)
    with pytest.raises(Refusal, match="已由本级退回过一次"):
        way.act(way.case, "return_renewal_to_county", officer(HUIZHOU), notes)
    way.signed(way.case, "opine_renewal", HUIZHOU, way.opinion())
    way.signed(way.case, "return_renewal_to_prefecture", PROVINCE, notes)
    way.act(way.case, "return_renewal_to_county", officer(HUIZHOU), notes)
    way.signed(way.case, "hand_in_renewal", HUIDONG)
    way.signed(way.case, "opine_renewal", HUIZHOU, way.opinion())
    with pytest.raises(Refusal, match="已由本级退回过一次"):
        way.signed(way.case, "return_renewal_to_prefecture", PROVINCE, notes)
    assert Case.objects.get(pk=way.case.pk).state == "screening"


def test_who_departs_from_what_was_computed_says_why(way: Way) -> None:
    """The system proposes, people conclude."""
    recognition = ended()
    way.called(recognition)
    way.handed_in(recognition, "55", "0.95")
    assert [row.computed for row in GoalResult.objects.all()] == ["nearly", "nearly"]
    with pytest.raises(Invalid, match="与系统测算不同，请写明理由"):
        way.signed(way.case, "opine_renewal", HUIZHOU, {**way.opinion(), **way.judgement("opinion", "met")})
    told = {**way.opinion(), **way.judgement("opinion", "met", "台风停产，折算后完成")}
    way.signed(way.case, "opine_renewal", HUIZHOU, told)
    assert [row.opinion for row in GoalResult.objects.all()] == ["met", "nearly"]


def test_outcome_needs_its_goals_judged_and_its_reasons(way: Way) -> None:
    recognition = ended()
    way.called(recognition)
    way.judged(recognition)
    with pytest.raises(Invalid, match="请填写"):
        way.signed(way.case, "propose_renewal", PROVINCE, {"outcome": "pass", "reasons": ""})
    GoalResult.objects.update(result="")
    with pytest.raises(Refusal, match="还有目标没有考核结论"):
        way.signed(way.case, "propose_renewal", PROVINCE, {"outcome": "pass", "reasons": "符合"})
