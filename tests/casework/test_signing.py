"""Sign-off: the one who prepares is not the one who approves."""

from __future__ import annotations

import pytest

from jiqun.casework.doing import Doing
from jiqun.casework.models import Case, Proposal
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.journal import chain
from tests.casework.conftest import CHANCE
from tests.casework.test_perform import NOW, SUNDAY, do
from tests.office import HUICHENG, HUIZHOU, account, approver, officer


def test_act_with_a_chain_waits_for_its_signature(matter: Case) -> None:
    done = do(matter, "send", officer(HUICHENG))
    matter.refresh_from_db()
    assert (done.proposed, matter.state, matter.pending, matter.version) == (True, "draft", True, 2)


def test_signature_carries_the_act_out_in_the_name_of_both(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    done = do(matter, "sign", approver(HUICHENG), version=2, affirmed="on")
    matter.refresh_from_db()
    assert (matter.state, matter.pending, matter.version) == ("sent", False, 3)
    assert done.record.seq is not None
    fields = chain.read(done.record.seq)
    assert (fields["act"], fields["actor"], fields["prepared_by"]) == ("send", "approver-441302", "officer-441302")


def test_signature_without_the_affirmation_is_refused(matter: Case) -> None:
    """A14.1: 对资料的真实性和完整性负全部责任."""
    do(matter, "send", officer(HUICHENG))
    with pytest.raises(Invalid) as refused:
        do(matter, "sign", approver(HUICHENG), version=2)
    assert refused.value.faults == {"affirmed": ["须确认：本单位对材料的真实性负责"]}


def test_nothing_else_happens_while_a_signature_is_awaited(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    with pytest.raises(Refusal) as refused:
        do(matter, "drop", officer(HUICHENG), version=2)
    assert "提请的“上报”正待审核岗签批" in refused.value.text.zh


def test_preparer_cannot_sign_even_with_a_second_account(matter: Case) -> None:
    clerk = officer(HUICHENG)
    second = account("approver", HUICHENG, name="second", person=clerk.person)
    do(matter, "send", clerk)
    with pytest.raises(Refusal, match="经办人不能签批自己提请的事项"):
        do(matter, "sign", second, version=2, affirmed="on")


def test_approver_of_another_authority_cannot_sign(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    with pytest.raises(NotHere):
        do(matter, "sign", approver(HUIZHOU), version=2, affirmed="on")


def test_sending_back_asks_for_a_reason_and_returns_the_matter(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    with pytest.raises(Invalid):
        do(matter, "send_back", approver(HUICHENG), version=2)
    do(matter, "send_back", approver(HUICHENG), version=2, reason="缺附件")
    matter.refresh_from_db()
    assert (matter.state, matter.pending, matter.version) == ("draft", False, 3)
    assert Proposal.objects.get().reason == "缺附件"


def test_only_the_preparer_recalls(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    with pytest.raises(NotHere):
        do(matter, "recall", approver(HUICHENG), version=2)
    do(matter, "recall", officer(HUICHENG), version=2)
    matter.refresh_from_db()
    assert (matter.state, matter.pending) == ("draft", False)


def test_signing_what_does_not_wait_is_refused(matter: Case) -> None:
    with pytest.raises(Refusal, match="没有待签批的事项"):
        do(matter, "sign", approver(HUICHENG), affirmed="on")


def test_guards_are_judged_again_when_it_is_signed(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    with pytest.raises(Refusal, match="周日不收件"):
        do(matter, "sign", approver(HUICHENG), version=2, affirmed="on", now=SUNDAY)
    matter.refresh_from_db()
    assert (matter.state, matter.pending) == ("draft", True)


def test_what_waits_falls_when_another_matter_takes_it_along(matter: Case) -> None:
    """A round's act may move an application that its county has just prepared something for."""
    do(matter, "send", officer(HUICHENG))
    matter.refresh_from_db()
    table = procedure("errand")
    doing = Doing(table, table.by_act["drop"], matter, officer(HUICHENG), {}, NOW, CHANCE)
    doing.move(matter, "dropped")
    matter.refresh_from_db()
    assert (matter.state, matter.pending) == ("dropped", False)
    assert Proposal.objects.get().status == Proposal.Status.RECALLED
