"""Chains of sign-offs that an authority sets (house: Sign-off): who signs, comments, sending back, what is pinned."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.casework import todo
from jiqun.casework.models import Case, ChainSetting, Proposal, Signature
from jiqun.casework.models.signing import SignatureQuerySet
from jiqun.casework.offers import offers
from jiqun.casework.perform import Done
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.signing import pending
from jiqun.journal import chain as journal
from tests.casework import chains
from tests.casework.test_perform import NOW, do
from tests.office import HUICHENG, HUIDONG, account, approver, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(matter: Case) -> ChainSetting:
    """法规科 by name → 审核岗 → 分管领导, another approver by name."""
    return chains.in_force(
        ("法规科", f"account:{chains.legal().pk}", False),
        ("处长", f"account:{approver(HUICHENG).pk}", False),
        ("分管领导", f"account:{chains.second_approver().pk}", False),
    )


def step(case: Case, act: str, by: Any, **payload: Any) -> Done:
    """One act at the version that stands."""
    case.refresh_from_db()
    return do(case, act, by, version=case.version, **payload)


def refusal(case: Case, act: str, by: Any, **payload: Any) -> str:
    with pytest.raises(Refusal) as said:
        step(case, act, by, **payload)
    return said.value.text.zh


def said_on(case: Case) -> SignatureQuerySet:
    """The signatures on a matter, in the order they were given."""
    return Signature.objects.filter(proposal__subject_id=str(case.pk)).order_by("pk")


def on_offer(case: Case, by: Any) -> list[tuple[str, bool]]:
    case.refresh_from_db()
    return [(o.act.name, o.allowed) for o in offers(case.procedure, case, by, NOW, pending(case))]


def test_each_link_signs_in_turn_and_the_last_carries_the_act_out(three: ChainSetting, matter: Case) -> None:
    step(matter, "send", officer(HUICHENG))
    assert "签批由本单位法规科（legal某）办理" in refusal(matter, "sign", approver(HUICHENG), affirmed="on")
    step(matter, "sign", chains.legal(), comment="合法性审查通过")
    step(matter, "sign", approver(HUICHENG), comment="拟同意")
    matter.refresh_from_db()
    assert (matter.state, matter.pending) == ("draft", True)
    assert "须确认" in refusal(matter, "sign", chains.second_approver())
    done = step(matter, "sign", chains.second_approver(), affirmed="on", comment="同意上报")
    matter.refresh_from_db()
    assert (matter.state, matter.pending) == ("sent", False)
    assert done.record.seq is not None
    assert journal.read(done.record.seq)["actor"] == "second-approver"
    given = said_on(matter).values_list("link", "by__username", "comment")
    assert list(given) == [
        (0, "legal", "合法性审查通过"),
        (1, "approver-441302", "拟同意"),
        (2, "second-approver", "同意上报"),
    ]


def test_only_the_last_link_affirms_what_the_table_asks_for(three: ChainSetting, matter: Case) -> None:
    """A14.1: whoever lets it go out answers for its truth."""
    step(matter, "send", officer(HUICHENG))
    assert [bool(link.affirms) for link in Proposal.objects.get(subject_id=matter.pk).chain] == [False, False, True]


def test_nobody_signs_two_links_even_with_a_second_account(matter: Case) -> None:
    first = chains.second_approver()
    twin = account("approver", HUICHENG, name="twin", person=first.person)
    account("approver", HUICHENG, name="third")
    approver(HUICHENG)
    chains.in_force(("科长", "approver", False), ("处长", "approver", False))
    step(matter, "send", officer(HUICHENG))
    step(matter, "sign", first)
    assert "同一人不能签批两个环节" in refusal(matter, "sign", twin, affirmed="on")
    assert todo.to_sign(twin, NOW) == []
    assert step(matter, "sign", approver(HUICHENG), affirmed="on").proposed is False


def test_preparer_named_in_the_chain_cannot_sign_own_work(matter: Case) -> None:
    chains.in_force(("法规科", f"account:{chains.legal().pk}", False), ("处长", "approver", False))
    step(matter, "send", chains.legal())
    assert refusal(matter, "sign", chains.legal()) == "经办人不能签批自己提请的事项。"
    assert on_offer(matter, chains.legal()) == [("sign", False), ("recall", True)]
    step(matter, "recall", chains.legal())
    step(matter, "send", officer(HUICHENG))
    assert not step(matter, "sign", chains.legal()).proposed


def test_a_later_setting_changes_nothing_for_what_waits(three: ChainSetting, matter: Case) -> None:
    """What was laid before a chain keeps it."""
    step(matter, "send", officer(HUICHENG))
    chains.in_force(("", "approver", False), key="another")
    three.refresh_from_db()
    assert (three.state, three.until) == ("replaced", NOW)
    assert pending_of(matter).waits_for.zh == "法规科签批"
    step(matter, "recall", officer(HUICHENG))
    step(matter, "send", officer(HUICHENG))
    assert pending_of(matter).waits_for.zh == "审核岗签批"


def pending_of(case: Case) -> Proposal:
    return Proposal.objects.get(subject_id=case.pk, status="pending")


def test_sending_back_one_link_asks_for_a_reason_and_voids_what_was_signed(three: ChainSetting, matter: Case) -> None:
    step(matter, "send", officer(HUICHENG))
    assert "第一个环节" in refusal(matter, "one_back", chains.legal(), reason="请核")
    step(matter, "sign", chains.legal())
    with pytest.raises(Invalid):
        step(matter, "one_back", approver(HUICHENG))
    step(matter, "one_back", approver(HUICHENG), reason="请补充依据")
    assert pending_of(matter).waits_for.zh == "法规科签批"
    assert list(said_on(matter).values_list("outcome", "valid", "comment")) == [
        ("signed", False, ""),
        ("one_back", False, "请补充依据"),
    ]
    step(matter, "sign", chains.legal(), comment="已补充", key="again")
    assert pending_of(matter).link == 1


def test_sending_back_to_the_officer_ends_the_proposal_at_any_link(three: ChainSetting, matter: Case) -> None:
    step(matter, "send", officer(HUICHENG))
    step(matter, "sign", chains.legal())
    assert on_offer(matter, approver(HUICHENG)) == [("sign", True), ("one_back", True), ("send_back", True)]
    step(matter, "send_back", approver(HUICHENG), reason="数据有误")
    matter.refresh_from_db()
    assert (matter.state, matter.pending) == ("draft", False)
    assert Signature.objects.get(outcome="sent_back").comment == "数据有误"


def test_desk_shows_each_signer_what_waits_for_them_and_others_who_holds_it(three: ChainSetting, matter: Case) -> None:
    step(matter, "send", officer(HUICHENG))
    for signer, rest in ((chains.legal(), approver(HUICHENG)), (approver(HUICHENG), chains.legal())):
        assert [p.act for p in todo.to_sign(signer, NOW)] == ["send"]
        assert todo.to_sign(rest, NOW) == []
        step(matter, "sign", signer, key=f"by-{signer.pk}")
    assert [str(t.holder) for t in todo.waiting(officer(HUICHENG), NOW)] == ["分管领导签批"]


def test_comments_are_seen_within_the_authority_only(three: ChainSetting, matter: Case) -> None:
    step(matter, "send", officer(HUICHENG))
    step(matter, "sign", chains.legal(), comment="内部意见")
    assert [said_on(matter).visible_to(who).count() for who in (approver(HUICHENG), approver(HUIDONG))] == [1, 0]
    assert said_on(matter).visible_to(account("expert", None)).count() == 0


def test_setting_needs_two_persons(matter: Case) -> None:
    setting = chains.draft(chains.links(("处长", "approver", False)))
    with pytest.raises(Refusal, match="由经办办理"):
        chains.act_on(setting, "put_in_force", approver(HUICHENG))
    chains.act_on(setting, "put_in_force", officer(HUICHENG))
    setting.refresh_from_db()
    assert setting.state == "drafted"
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        chains.act_on(setting, "sign", officer(HUICHENG))
    chains.act_on(setting, "sign", approver(HUICHENG))
    setting.refresh_from_db()
    assert (setting.state, setting.since) == ("in_force", NOW)


def test_setting_of_another_authority_is_not_there(matter: Case) -> None:
    setting = chains.draft(chains.links(("处长", "approver", False)))
    with pytest.raises(NotHere):
        chains.act_on(setting, "put_in_force", officer(HUIDONG))


def test_going_back_to_the_default_lets_the_table_hold_again(three: ChainSetting, matter: Case) -> None:
    chains.act_on(three, "end", officer(HUICHENG))
    chains.act_on(three, "sign", approver(HUICHENG))
    step(matter, "send", officer(HUICHENG))
    assert pending_of(matter).waits_for.zh == "审核岗签批"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "签批链至少要有一个环节"),
        ((("法规科", "", False),), "请选择第 1 环节的签批人"),
        ((("", "approver", True),), "第 1 环节为纸质签批，请写明是谁的签批"),
        ((("", "approver", False), ("", "approver", False)), "签批链中有 2 个环节由审核岗签批"),
        ((("", "officer", False),), "签批链中有 1 个环节由经办岗签批，而本单位可签批的经办岗只有 0 人"),
    ],
)
def test_chain_that_could_never_be_walked_is_refused_and_says_why(
    matter: Case, rows: tuple[tuple[str, str, bool], ...], said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        chains.draft(chains.links(*rows))
    assert said in refused.value.text.zh


def test_one_person_twice_in_a_chain_is_refused(matter: Case) -> None:
    who = f"account:{approver(HUICHENG).pk}"
    with pytest.raises(Invalid) as refused:
        chains.draft(chains.links(("科长", who, False), ("处长", who, False)))
    assert "在签批链中出现两次" in refused.value.text.zh


def test_chain_with_a_closed_account_is_not_proposed_to(three: ChainSetting, matter: Case) -> None:
    signer = chains.legal()
    signer.is_active = False
    signer.save()
    assert "legal某的账号已停用" in refusal(matter, "send", officer(HUICHENG))
    matter.refresh_from_db()
    assert (matter.pending, matter.version) == (False, 1)


def test_second_draft_of_one_act_is_refused(matter: Case) -> None:
    chains.draft(chains.links(("处长", "approver", False)))
    with pytest.raises(Refusal, match="已有一份拟定中的签批链"):
        chains.draft(chains.links(("处长", "approver", False)), key="second")
