"""Article 14(二): which clusters a prefecture checks on site: all, by lot or by explained risk; its approver signs."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.recognition.models import Application, BuiltFacts
from jiqun.recognition.visiting import risk
from jiqun.register.models import RosterRevision
from jiqun.visits.draw import in_order
from jiqun.visits.models import Plan, PlanCandidate
from jiqun.visits.queries.standing import standings
from tests.office import HUICHENG, HUIZHOU, PROVINCE, ZHONGSHAN, approver, officer
from tests.recognition.prefecture import Office, sample_facts

pytestmark = pytest.mark.django_db
RECOMMEND = {"rank": "1", "opinion": "同意推荐"}


@pytest.fixture
def cases(office: Office, round_: Case) -> list[Case]:
    """Four applications under the prefecture's review."""
    made = [office.application(round_, f"集群{n}") for n in "甲乙丙丁"]
    for each in made:
        office.act(each, "accept", officer(HUIZHOU))
    return list(Case.objects.filter(pk__in=[each.pk for each in made]).order_by("number"))


def draw_up(office: Office, round_: Case, code: str = HUIZHOU, **changes: Any) -> Case:
    said = {"about": str(round_.pk), "method": "lot", "wanted": "2", **changes}
    made: Case = office.open("site_check_plan", officer(code), said).subject
    return made


def chosen(plan: Case) -> list[str]:
    rows = PlanCandidate.objects.filter(plan=plan.pk, chosen=True).order_by("position")
    return list(rows.values_list("matter__number", flat=True))


def test_plan_by_lot_can_be_drawn_again(office: Office, round_: Case, cases: list[Case]) -> None:
    """A14.2: the seed is kept; anyone with the numbers of the candidates draws the same."""
    made = draw_up(office, round_)
    plan = Plan.objects.get(pk=made.pk)
    numbers = [each.number for each in cases]
    assert chosen(made) == in_order(plan.seed, numbers)[:2]
    assert (made.state, made.number, plan.candidates.count()) == ("drafted", "2025-J1", 4)


def test_plan_leaves_out_only_once_it_is_signed(office: Office, round_: Case, cases: list[Case]) -> None:
    """A14.2: what a signed plan leaves out is recommended without a check, and it is said why."""
    made = draw_up(office, round_)
    left = [each for each in cases if each.number not in chosen(made)]
    keys = [each.pk for each in left]
    assert {each.state for each in standings("site_check", keys).values()} == {"none"}
    office.signed(made, "adopt", HUIZHOU)
    found = standings("site_check", [each.pk for each in cases])
    assert {pk: each.settled for pk, each in found.items()} == {each.pk: each in left for each in cases}
    why = found[left[0].pk].why
    assert why is not None
    assert why.zh.startswith(f"未列入检查计划（2025-J1）：随机抽取 2 个，种子 {Plan.objects.get(pk=made.pk).seed}")
    office.concluded(left[0])
    office.signed(left[0], "recommend", HUIZHOU, RECOMMEND)
    assert Case.objects.get(pk=left[0].pk).state == "recommended"


def test_plan_does_not_spare_what_it_has_chosen(office: Office, round_: Case, cases: list[Case]) -> None:
    made = draw_up(office, round_)
    office.signed(made, "adopt", HUIZHOU)
    case = next(each for each in cases if each.number in chosen(made))
    office.concluded(case)
    with pytest.raises(Refusal, match="未记录实地抽查"):
        office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)


def test_failed_check_stands_in_the_way_whatever_the_plan_says(office: Office, round_: Case, cases: list[Case]) -> None:
    made = draw_up(office, round_)
    office.signed(made, "adopt", HUIZHOU)
    case = next(each for each in cases if each.number not in chosen(made))
    office.checked(case, "failed")
    assert standings("site_check", [case.pk])[case.pk].state == "failed"


def test_plan_of_all_chooses_all(office: Office, round_: Case, cases: list[Case]) -> None:
    made = draw_up(office, round_, method="all", wanted="")
    assert sorted(chosen(made)) == [each.number for each in cases]
    assert Plan.objects.get(pk=made.pk).seed == ""


def test_plan_by_risk_is_ordered_and_picked_by_the_officer(office: Office, round_: Case, cases: list[Case]) -> None:
    """A14.2: the points are explained; the officer picks, the approver sees what was picked."""
    riskier(cases[2])
    made = draw_up(office, round_, method="risk", wanted="1")
    order = list(PlanCandidate.objects.filter(plan=made.pk).order_by("position"))
    assert order[0].matter_id == cases[2].pk
    assert {"points": 7, "zh": "企业名册有 7 处需核对的提示", "en": "7 remarks on the roster"} in order[0].points
    assert chosen(made) == []
    office.signed(made, "adopt", HUIZHOU, {"picked": [str(cases[2].pk)], "reason": ""})
    assert chosen(made) == [cases[2].number]
    why = standings("site_check", [cases[0].pk])[cases[0].pk].why
    assert why is not None and "按风险选取 1 个" in why.zh


def riskier(case: Case) -> None:
    """Seven remarks on its roster."""
    RosterRevision.objects.filter(pk=Application.objects.get(pk=case.pk).roster_id).update(
        warnings=[{"zh": "x", "en": "x"}] * 7
    )


def test_departure_from_the_order_of_risk_needs_a_reason(office: Office, round_: Case, cases: list[Case]) -> None:
    riskier(cases[2])
    made = draw_up(office, round_, method="risk", wanted="1")
    with pytest.raises(Invalid) as refused:
        office.act(made, "adopt", officer(HUIZHOU), {"picked": [str(cases[0].pk)], "reason": ""})
    assert refused.value.faults == {"reason": [f"所选与风险排序不同（排在前面的{cases[2].title}未选），请填写理由。"]}
    with pytest.raises(Invalid, match="请至少选取 1 个集群"):
        office.act(made, "adopt", officer(HUIZHOU), {"reason": "x"})
    office.signed(made, "adopt", HUIZHOU, {"picked": [str(cases[0].pk)], "reason": "上年已查"})
    assert Plan.objects.get(pk=made.pk).reason == "上年已查"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"method": ""}, {"method": ["请选择选取方式。"]}),
        ({"wanted": ""}, {"wanted": ["请填写抽查集群数。"]}),
        ({"about": "x"}, {"about": ["没有这个办件，或不在您的辖区。"]}),
    ],
)
def test_plan_with_a_wrong_entry_is_refused(
    office: Office, round_: Case, cases: list[Case], changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    with pytest.raises(Invalid) as refused:
        draw_up(office, round_, **changes)
    assert refused.value.faults == faults


def test_plan_after_recommendation_is_refused(office: Office, round_: Case, case: Case) -> None:
    """Out of order: there is nothing left to plan for, and a plan drawn up before falls."""
    made = draw_up(office, round_)
    office.concluded(case)
    office.checked(case)
    office.signed(case, "recommend", HUIZHOU, RECOMMEND)
    with pytest.raises(Refusal, match="惠城五金集群已推荐、已办结"):
        office.act(made, "adopt", officer(HUIZHOU))
    office.act(made, "discard", officer(HUIZHOU), {"reason": "已推荐"})
    with pytest.raises(Invalid, match="没有可列入计划的集群"):
        draw_up(office, round_)


def test_second_plan_at_once_is_refused_and_a_discarded_one_keeps_its_seed(
    office: Office, round_: Case, cases: list[Case]
) -> None:
    """Nobody draws until it pleases."""
    made = draw_up(office, round_)
    with pytest.raises(Invalid, match="2025-J1）尚未生效"):
        draw_up(office, round_)
    office.act(made, "discard", officer(HUIZHOU), {"reason": "重拟"})
    again = draw_up(office, round_)
    assert chosen(again) == chosen(made)


def test_later_plan_is_for_what_no_plan_has_named(office: Office, round_: Case, cases: list[Case]) -> None:
    office.signed(draw_up(office, round_), "adopt", HUIZHOU)
    late = office.application(round_, "集群戊")
    office.act(late, "accept", officer(HUIZHOU))
    assert standings("site_check", [late.pk])[late.pk].state == "none"
    second = draw_up(office, round_, wanted="1")
    assert chosen(second) == [late.number]


def test_ended_plan_spares_nothing_any_more(office: Office, round_: Case, cases: list[Case]) -> None:
    """The way back: what it left out needs a check again."""
    made = draw_up(office, round_)
    office.signed(made, "adopt", HUIZHOU)
    office.signed(made, "end", HUIZHOU, {"reason": "省厅要求全部抽查"})
    assert {each.state for each in standings("site_check", [c.pk for c in cases]).values()} == {"none"}


def test_plan_is_the_prefectures_own(office: Office, round_: Case, cases: list[Case]) -> None:
    """Territory: candidates of one prefecture; foreign looks absent, the province reads."""
    made = draw_up(office, round_)
    with pytest.raises(Invalid, match="没有可列入计划的集群"):
        draw_up(office, round_, ZHONGSHAN)
    for code in (ZHONGSHAN, HUICHENG):
        with pytest.raises(NotHere):
            office.act(made, "discard", officer(code), {"reason": "x"})
    with pytest.raises(Refusal, match="由市级经办办理"):
        office.act(made, "discard", approver(HUIZHOU), {"reason": "x"})
    assert Plan.objects.visible_to(officer(PROVINCE)).count() == 1
    assert Plan.objects.visible_to(officer(HUICHENG)).count() == 0


# ── the points ──


def test_points_explain_what_was_computed(office: Office, round_: Case, case: Case) -> None:
    """Norms met by a hair, open ones, swings: each with its figures."""
    from jiqun.recognition.queries import conditions

    application = Application.objects.select_related("round__case", "roster", "built_facts").get(pk=case.pk)
    findings = conditions.computed([application])[case.pk]
    said = [each.text.zh for each in risk.points_of(application, findings, 2, {2023: 100, 2024: 150})]
    assert "疑似命中待核 2 条" in said
    assert "2024 年名册总产值比上年增长 50%" in said
    assert risk.swing({2023: 100, 2024: 129}, 2024) == []
    narrow = {"verdict": "met", "value": "0.102", "limit": "0.1", "margin": "0.002", "unit": "", "op": ">", "parts": []}
    told = risk.narrow({"x": {**narrow, "title": "产值年均增速"}})
    assert [(each.points, each.text.zh) for each in told] == [(15, "产值年均增速 10.20%，仅略过门槛 ＞ 10%")]
    assert risk.narrow({"x": {**narrow, "title": "产值年均增速", "margin": "0.005"}}) == []
    BuiltFacts.objects.filter(pk=case.pk).update(facts={})
    assert sample_facts() is not None


def test_undetermined_norms_count_one_by_one() -> None:
    found = {str(n): {"verdict": "undetermined", "title": f"条件{n}"} for n in range(4)}
    assert [(each.points, each.text.zh) for each in risk.undetermined(found)] == [
        (20, "测算待核 4 项：条件0、条件1、条件2等")
    ]
    assert risk.undetermined({}) == []
