"""Who may act at a link of a chain, and why others may not: two persons, and nobody twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import OFFICE
from jiqun.bilingual import Text
from jiqun.casework.models import Proposal, Signature, StandIn, Step
from jiqun.casework.procedure import Actor
from jiqun.casework.refusals import Invalid, NotHere, Refusal

FORWARD = {Step.SIGN: "sign", Step.PAPER: "record_paper", Step.CONFIRM: "confirm_paper"}
"""The act that takes a proposal on, by what it waits for."""
OWN_WORK = Text("经办人不能签批自己提请的事项。", "The one who prepared it may not sign it.")
TWICE = Text(
    "您已签批过这一事项的前一环节，同一人不能签批两个环节。", "You have signed an earlier link; nobody signs two links."
)
OWN_PAPER = Text(
    "纸质签批由另一人核对，登记人不能核对自己登记的签批单。",
    "Another person confirms the sheet than the one who entered it.",
)
FIRST_LINK = Text("这是第一个环节，请用“退回经办”。", "This is the first link; send it back to the officer instead.")
PASSED = Text("这一环节已经办理，请刷新页面。", "This link is done already; reload the page.")


def at_hand(proposal: Proposal, by: Actor, now: datetime) -> bool:
    """Whether the proposal lies before this actor: its authority, its post or the account that was named; or before
    somebody whose place the actor takes today."""
    if by.authority is None or by.authority.code != proposal.authority_id:
        return False
    return own_link(proposal, by) or in_place(proposal, by, now) is not None


def own_link(proposal: Proposal, by: Actor) -> bool:
    """Whether the link is the actor's own."""
    if proposal.awaits_account_id is not None:
        return by.pk == proposal.awaits_account_id
    return by.role == proposal.awaits


def in_place(proposal: Proposal, by: Actor, now: datetime) -> StandIn | None:
    """The appointment under which the actor acts at a link that is another's; one query, none outside an office.

    Papers are entered by officers as such: nobody stands in for that.
    """
    if by.role not in OFFICE or proposal.step == Step.PAPER or own_link(proposal, by):
        return None
    rows = StandIn.objects.on(day_of(now)).filter(authority=proposal.authority_id, substitute=by.pk)
    if proposal.awaits_account_id is not None:
        rows = rows.filter(absent=proposal.awaits_account_id)
    else:
        rows = rows.filter(absent__role=proposal.awaits)
    return rows.select_related("absent__person").order_by("appointed_at").first()


def may_sign(proposal: Proposal, by: Actor, now: datetime) -> Text | None:
    """Why the actor may not act at the link it waits at; `None` when it may."""
    if not at_hand(proposal, by, now):
        return whose(proposal)
    if proposal.step == Step.PAPER:
        return None
    if by.person == proposal.prepared_by.person:
        return OWN_WORK
    given = Signature.objects.filter(proposal=proposal, by__person=by.person, valid=True)
    if proposal.step == Step.CONFIRM:
        recorded = given.filter(link=proposal.link, outcome=Signature.Outcome.RECORDED)
        return OWN_PAPER if recorded.exists() else None
    return TWICE if proposal.link and given.filter(outcome=Signature.Outcome.SIGNED).exists() else None


def whose(proposal: Proposal) -> Text:
    """The sentence for everybody else."""
    holder, name = proposal.current.holder, proposal.current.name
    if proposal.step == Step.PAPER:
        return Text("纸质签批由本单位经办登记。", "An officer of the same authority enters the paper.")
    if proposal.step == Step.CONFIRM:
        return Text(
            f"纸质签批由本单位{holder.zh}核对。", f"The paper is confirmed by {holder.en} of the same authority."
        )
    post = holder if name == holder else Text(f"{name.zh}（{holder.zh}）", f"{name.en} ({holder.en})")
    return Text(f"签批由本单位{post.zh}办理。", f"Signed by {post.en} of the same authority.")


def check(proposal: Proposal, act: str, by: Actor, clause: str, now: datetime) -> None:
    """Raises `Refusal` unless this sign-off is the actor's and the proposal waits for it."""
    if act == "recall":
        if by.pk != proposal.prepared_by_id:
            raise NotHere
        return
    if (refusal := may_sign(proposal, by, now)) is not None:
        raise Refusal(refusal, clause=clause)
    if act in FORWARD.values() and act != FORWARD[Step(proposal.step)]:
        raise Refusal(PASSED, clause=clause)
    if act in ("send_back", "one_back") and by.pk == proposal.prepared_by_id:
        raise Refusal(OWN_WORK, clause=clause)
    if act == "one_back" and not may_go_back(proposal):
        raise Refusal(FIRST_LINK, clause=clause)


def may_go_back(proposal: Proposal) -> bool:
    """Whether there is something before this step within the chain."""
    return proposal.link > 0 or proposal.step == Step.CONFIRM


def check_paper(proposal: Proposal, act: str, payload: Mapping[str, Any]) -> None:
    """Raises `Invalid` when the sheet entered is the preparer's own: the last word is another person's."""
    if act == "record_paper" and payload["endorser"].strip() == proposal.prepared_by.person.name:
        raise Invalid({"endorser": [str(OWN_WORK)]})


def steps_open(proposal: Proposal, by: Actor, now: datetime) -> list[tuple[str, Text | None]]:
    """The sign-offs shown to an actor, each with the reason it is off; nothing for who has no part in it."""
    mine = by.pk == proposal.prepared_by_id
    found: list[tuple[str, Text | None]] = []
    if at_hand(proposal, by, now):
        refusal = may_sign(proposal, by, now)
        found.append((FORWARD[Step(proposal.step)], refusal))
        if not mine:
            found += [("one_back", refusal)] if may_go_back(proposal) else []
            found.append(("send_back", refusal))
    return [*found, ("recall", None)] if mine else found
