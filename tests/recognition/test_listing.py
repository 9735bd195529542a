"""The proposed list (Article 14(三)): people decide, with a reason wherever rank is not followed."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.recognition.models import Application
from jiqun.recognition.queries import listing as queries
from jiqun.review.models import Sheet
from jiqun.review.placing import counted, settle
from tests.office import HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.listed_round import decisions, in_rank, ranked_round
from tests.recognition.panel_round import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    return ranked_round()


def states(stage: Stage) -> list[str]:
    return [Case.objects.get(pk=case.pk).state for case in stage.cases]


def faults(stage: Stage, payload: dict[str, str]) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        stage.act("propose_list", officer(PROVINCE), payload)
    return said.value.faults


def test_candidates_stand_in_the_order_of_the_ranking_with_ties(stage: Stage) -> None:
    assert [(row.rank, row.mean, row.number) for row in queries.candidates(stage.round)] == [
        (1, "90.00", "2025-A000"),
        (2, "85.00", "2025-A001"),
        (2, "85.00", "2025-A002"),
        (4, "80.00", "2025-A003"),
        (5, "70.00", "2025-A004"),
    ]


def test_propose_list_in_rank_takes_every_application_along(stage: Stage) -> None:
    """A14.3: two signatures, then each application goes where it was decided."""
    stage.act("propose_list", officer(PROVINCE), in_rank(stage))
    assert states(stage) == ["review"] * 5
    stage.act("sign", approver(PROVINCE))
    assert states(stage) == ["listed", "listed", "listed", "reserve", "not_selected"]
    stage.round.refresh_from_db()
    assert stage.round.state == "proposed"
    rows = {row.case_id: row for row in Application.objects.all()}
    reserve, last = rows[stage.cases[3].pk], rows[stage.cases[4].pk]
    assert (reserve.reserve_rank, reserve.outcome_reason) == (1, "依据专家评审结果列为递补备选")
    assert (last.reserve_rank, last.outcome_reason) == (None, "依据专家评审结果择优认定，未列入名单")


def test_propose_list_wants_a_decision_on_each(stage: Stage) -> None:
    payload = in_rank(stage)
    del payload[f"decision_{stage.cases[4].pk}"]
    assert faults(stage, payload) == {f"decision_{stage.cases[4].pk}": ["请逐个作出决定。"]}


def test_propose_list_wants_a_reason_from_whoever_is_passed_over(stage: Stage) -> None:
    words = ("listed", "not", "listed", "listed", "not")
    said = ["对该集群的意见未按名次（名次在其后或并列的优先于它，或它优先于名次在其前的），须写明理由。"]
    assert faults(stage, decisions(stage, *words)) == {f"reason_{stage.cases[n].pk}": said for n in (1, 3)}
    reasons = {"reason_1": "所在地近期发生重大变化", "reason_3": "补足细分领域"}
    stage.signed("propose_list", decisions(stage, *words, **reasons))
    assert states(stage) == ["listed", "not_selected", "listed", "listed", "not_selected"]
    assert Application.objects.get(pk=stage.cases[1].pk).outcome_reason == "所在地近期发生重大变化"


def test_propose_list_wants_a_reason_for_choosing_between_equals(stage: Stage) -> None:
    """Two hold place 2: rank does not decide between them."""
    found = faults(stage, decisions(stage, "listed", "listed", "reserve", "not", "not"))
    assert list(found) == [f"reason_{stage.cases[2].pk}"]


def test_the_reserve_may_be_ordered_otherwise_with_a_reason(stage: Stage) -> None:
    words = ("listed", "listed", "listed", "reserve", "reserve")
    assert list(faults(stage, decisions(stage, *words, reserve_3="2", reserve_4="1"))) == [
        f"reason_{stage.cases[3].pk}"
    ]
    stage.signed("propose_list", decisions(stage, *words, reserve_3="2", reserve_4="1", reason_3="均衡布局"))
    found = Application.objects.filter(reserve_rank__isnull=False).order_by("reserve_rank")
    assert [row.case_id for row in found] == [stage.cases[4].pk, stage.cases[3].pk]


def test_a_half_numbered_reserve_is_refused(stage: Stage) -> None:
    words = ("listed", "listed", "listed", "reserve", "reserve")
    found = faults(stage, decisions(stage, *words, reserve_3="1"))
    said = ["递补顺序应为 1 至 2，不重不漏；或全部留空，按名次递补。"]
    assert found == {f"reserve_{stage.cases[3].pk}": said, f"reserve_{stage.cases[4].pk}": said}


def test_propose_list_waits_for_every_qualification_check(stage: Stage) -> None:
    Case.objects.filter(pk=stage.cases[4].pk).update(state="recommended")
    with pytest.raises(Refusal, match=r"^还有 1 个申报未作资格初审") as said:
        stage.act("propose_list", officer(PROVINCE), in_rank(stage))
    assert said.value.clause == "A14.3"


@pytest.mark.parametrize("decision", ["listed", "reserve"])
def test_propose_list_takes_nobody_whom_fewer_than_three_experts_scored(stage: Stage, decision: str) -> None:
    """A14.3: 三名以上专家; the quorum holds for the list as for the opening."""
    last = stage.cases[4]
    Sheet.objects.filter(pk=Sheet.objects.filter(case=last.pk).values("pk")[:1]).update(state="replaced")
    settle(stage.panel, counted(stage.panel, stage.panel.ranked))
    stage.act("propose_list", officer(PROVINCE), decisions(stage, "listed", "listed", "listed", "listed", decision))
    with pytest.raises(Refusal, match="2025-A004 的有效评审表不足 3 份") as said:
        stage.act("sign", approver(PROVINCE))
    assert said.value.clause == "A14.3"
    assert states(stage) == ["review"] * 5
    stage.act("send_back", approver(PROVINCE), {"reason": "评审表不足"})
    stage.signed("propose_list", in_rank(stage))
    assert states(stage)[4] == "not_selected"


def test_propose_list_needs_reviewed_applications(stage: Stage) -> None:
    Case.objects.filter(pk__in=[case.pk for case in stage.cases]).update(state="unqualified")
    with pytest.raises(Refusal, match="没有经过专家评审的申报"):
        stage.act("propose_list", officer(PROVINCE), {"places": "1"})


@pytest.mark.parametrize(("role", "code"), [("approver", PROVINCE), ("officer", HUIZHOU), ("supervisor", PROVINCE)])
def test_propose_list_is_the_province_officers(stage: Stage, role: str, code: str) -> None:
    with pytest.raises(Refusal, match="“拟定名单”由省级经办办理"):
        stage.act("propose_list", account(role, code), in_rank(stage))


def test_the_officer_does_not_sign_the_own_list(stage: Stage) -> None:
    stage.act("propose_list", officer(PROVINCE), in_rank(stage))
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        stage.act("sign", officer(PROVINCE))


def test_a_list_sent_back_changes_nothing(stage: Stage) -> None:
    stage.act("propose_list", officer(PROVINCE), in_rank(stage))
    stage.act("send_back", approver(PROVINCE), {"reason": "请补充第 2 名的比较"})
    assert states(stage) == ["review"] * 5
    stage.signed("propose_list", in_rank(stage))
    assert states(stage)[0] == "listed"


ROWS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(queries.DECISIONS)), max_size=7).map(
    lambda rows: [(uuid4(), rank, decision) for rank, decision in rows]
)


@given(ROWS)
def test_nobody_is_passed_over_when_decisions_follow_rank(rows: list[tuple[UUID, int, str]]) -> None:
    """Sorted by rank, with one decision a rank, no reason is wanted; and otherwise exactly those ranked level or
    higher than one treated better want one."""
    found = queries.passed_over(rows)
    best: dict[str, int] = {"listed": 0, "reserve": 1, "not": 2}
    for key, rank, decision in rows:
        better = [r for k, r, d in rows if k != key and best[d] < best[decision] and r >= rank]
        assert (key in found) == bool(better)
