"""Article 14(二): arranging a site check: who goes when, firms by lot and by risk, replaced with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal import chain
from jiqun.journal.models import Payload
from jiqun.recognition.models import Application
from jiqun.visits.draw import drawn, in_order
from jiqun.visits.models import Visit, VisitedFirm
from tests.office import HUICHENG, HUIZHOU, PROVINCE, ZHONGSHAN, approver, officer
from tests.recognition.prefecture import FIRMS, Office
from tests.visits import spot

pytestmark = pytest.mark.django_db


def visit_of(case: Case) -> Visit:
    return Visit.objects.get(pk=case.pk)


def firms(case: Case) -> list[tuple[str, str]]:
    return list(VisitedFirm.objects.filter(visit=case.pk).order_by("position").values_list("uscc", "how"))


def arrange(office: Office, case: Case, code: str = HUIZHOU, **changes: Any) -> Case:
    made: Case = office.open("site_check", officer(code), spot.arrangement(case, **changes)).subject
    return made


def test_arrange_can_be_drawn_again_from_the_record(office: Office, case: Case) -> None:
    """A14.2: the seed is in the journal; anyone with the roster draws the same firms."""
    made = arrange(office, case, by_lot="4")
    row = visit_of(made)
    assert firms(made) == [(uscc, "lot") for uscc in drawn(row.seed, FIRMS, 4)]
    assert row.people == [{"name": "李某", "unit": ""}, {"name": "王某", "unit": "市统计局"}]
    assert (made.state, made.number, row.threshold, row.checklist) == ("planned", "2025-S1", 50, "firm/1")
    kept = Payload.objects.latest("pk").canonical
    assert kept is not None and row.seed.encode() in bytes(kept)
    assert chain.verify().whole


def test_arrange_picks_by_risk_and_draws_the_rest(office: Office, case: Case) -> None:
    """A14.2: firms picked by risk are not drawn besides; the lot is what it would be without them."""
    made = arrange(office, case, by_lot="3", by_risk=[FIRMS[5], FIRMS[2]])
    row = visit_of(made)
    rest = [uscc for uscc in FIRMS if uscc not in (FIRMS[5], FIRMS[2])]
    assert firms(made) == [
        *((uscc, "lot") for uscc in drawn(row.seed, rest, 3)),
        (FIRMS[2], "risk"),
        (FIRMS[5], "risk"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("people", "李某", "检查须由 2 名以上人员进行，请填写全部姓名。"),
        ("people", "李某、李某（市统计局）", "检查须由 2 名以上人员进行，请填写全部姓名。"),
        ("people", "（市统计局）、李某、王某", "“（市统计局）”请写作“姓名（单位）”，单位可不写。"),
        ("planned_on", "2025-04-20", "检查日期不能早于今天；抽取企业之后才能检查。"),
        ("by_lot", "0", "请至少随机抽取或选取 1 家企业。"),
        ("by_risk", ["914499990000000000"], "所选企业不在名册中。"),
        ("about", "x", "没有这个办件，或不在您的辖区。"),
    ],
)
def test_arrange_with_a_wrong_entry_is_refused(office: Office, case: Case, field: str, value: Any, said: str) -> None:
    """Bad input: at its field, in a sentence; nothing is drawn."""
    with pytest.raises(Invalid) as refused:
        arrange(office, case, **({"on": value} if field == "planned_on" else {field: value}))
    assert refused.value.faults == {field: [said]}
    assert not Visit.objects.exists()


def test_arrange_without_a_roster_is_refused(office: Office, case: Case) -> None:
    """There must be something to draw from."""
    Application.objects.filter(pk=case.pk).update(roster=None)
    with pytest.raises(Invalid, match="未附企业名册"):
        arrange(office, case)


def test_arrange_before_acceptance_or_after_recommendation_is_refused(office: Office, round_: Case) -> None:
    """A14.2: a site check belongs to the prefecture's review."""
    early = office.application(round_, "未受理集群")
    with pytest.raises(Invalid, match="现处于“待受理”"):
        arrange(office, early)
    late = office.recommended(office.application(round_, "已推荐集群"))
    with pytest.raises(Invalid, match="现处于“待资格初审”"):
        arrange(office, late)


def test_arrange_while_something_waits_for_a_signature_is_refused(office: Office, case: Case) -> None:
    """What lies before the approver rests on what is known now."""
    office.act(case, "not_recommended", officer(HUIZHOU), {"reason": "名额有限"})
    with pytest.raises(Invalid, match="正待签批"):
        arrange(office, case)
    office.act(case, "send_back", approver(HUIZHOU), {"reason": "先抽查"})
    assert arrange(office, case).state == "planned"


def test_arrange_twice_is_refused_while_one_is_under_way(office: Office, case: Case, visit: Case) -> None:
    """A14.2: no drawing until it pleases."""
    with pytest.raises(Invalid, match="2025-S1）尚未办结"):
        arrange(office, case)


def test_call_off_gives_no_other_drawing(office: Office, case: Case, visit: Case) -> None:
    """Called off with a reason, the next visit draws with the same seed."""
    office.act(visit, "call_off", officer(HUIZHOU), {"reason": "台风停工"})
    again = arrange(office, case)
    assert (visit_of(again).seed, firms(again)) == (visit_of(visit).seed, firms(visit))


def test_replace_firm_takes_the_next_of_the_drawing(office: Office, visit: Case) -> None:
    """A firm that is shut: with a reason, never silently, and nobody chooses who comes instead."""
    shut = firms(visit)[1][0]
    office.act(visit, "replace_firm", officer(HUIZHOU), {"firm": shut, "reason": "已停产，大门上锁"})
    following = in_order(visit_of(visit).seed, FIRMS)[3]
    old = VisitedFirm.objects.get(visit=visit.pk, uscc=shut)
    assert old.replaced_by is not None
    assert (old.replaced_by.uscc, old.replaced_by.how, old.replaced_by.reason) == (
        following,
        "replacement",
        "已停产，大门上锁",
    )
    with pytest.raises(Invalid, match="所选企业不在可选范围内"):
        office.act(visit, "replace_firm", officer(HUIZHOU), {"firm": shut, "reason": "再换"})


def test_replace_firm_with_none_left_is_refused(office: Office, case: Case) -> None:
    made = arrange(office, case, by_lot="30")
    with pytest.raises(Refusal, match="名册中的企业已全部列入"):
        office.act(made, "replace_firm", officer(HUIZHOU), {"firm": FIRMS[0], "reason": "停产"})


def test_add_firm_needs_a_reason(office: Office, visit: Case) -> None:
    other = next(uscc for uscc in FIRMS if uscc not in dict(firms(visit)))
    with pytest.raises(Invalid) as refused:
        office.act(visit, "add_firm", officer(HUIZHOU), {"firm": other, "reason": ""})
    assert set(refused.value.faults) == {"reason"}
    office.act(visit, "add_firm", officer(HUIZHOU), {"firm": other, "reason": "群众反映停产"})
    assert firms(visit)[-1] == (other, "added")


def test_add_firm_that_is_on_the_list_is_refused(office: Office, visit: Case) -> None:
    with pytest.raises(Invalid, match="所选企业不在可选范围内"):
        office.act(visit, "add_firm", officer(HUIZHOU), {"firm": firms(visit)[0][0], "reason": "再查"})


def test_move_changes_day_and_people_and_the_due_date(office: Office, visit: Case) -> None:
    office.act(visit, "move", officer(HUIZHOU), {"planned_on": "2025-04-23", "people": "甲某、乙某、丙某"})
    assert (str(visit_of(visit).planned_on), visit_of(visit).names) == ("2025-04-23", "甲某、乙某、丙某")
    due = Case.objects.get(pk=visit.pk).due_at
    assert due is not None and due.isoformat().startswith("2025-04-23")


def test_acts_of_others_are_refused(office: Office, case: Case, visit: Case) -> None:
    """Territory and post: foreign looks absent, the county does not see it, the approver does not do the officer's."""
    for code in (ZHONGSHAN, HUICHENG):
        with pytest.raises(NotHere):
            office.act(visit, "call_off", officer(code), {"reason": "x"})
    with pytest.raises(Refusal, match="由市级经办办理"):
        office.act(visit, "call_off", officer(PROVINCE), {"reason": "x"})
    with pytest.raises(Refusal, match="由市级经办办理"):
        office.act(visit, "call_off", approver(HUIZHOU), {"reason": "x"})
    with pytest.raises(Refusal, match="由市级经办办理"):
        arrange(office, case, HUICHENG)


def test_two_changes_at_once_one_is_told_of_the_other(office: Office, visit: Case) -> None:
    version = Case.objects.get(pk=visit.pk).version
    office.act(visit, "call_off", officer(HUIZHOU), {"reason": "x"}, version=version)
    with pytest.raises((Conflict, Refusal)):
        office.act(visit, "move", officer(HUIZHOU), {"planned_on": "2025-04-23", "people": "甲、乙"}, version=version)
