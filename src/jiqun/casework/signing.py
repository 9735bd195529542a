"""Sign-off (签批): the one who prepares is not the one who approves.

An act with a chain becomes a proposal when its officer performs it; nothing changes but the version. Each link
signs in turn; with the last one the act itself is carried out, checked again as it stands then. A link on paper is
entered by one person and confirmed by another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework import entitled, steps
from jiqun.casework.chains import chain_for, in_force
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case, Proposal, Signature, StandIn, Step
from jiqun.casework.procedure import SIGN_ACTS, Act, Actor, Procedure, Who
from jiqun.casework.refusals import Refusal
from jiqun.casework.sign_forms import FORMS
from jiqun.casework.steps import Done
from jiqun.journal.canonical import plain

OUTCOMES = {
    "sign": Signature.Outcome.SIGNED,
    "record_paper": Signature.Outcome.RECORDED,
    "confirm_paper": Signature.Outcome.CONFIRMED,
    "send_back": Signature.Outcome.SENT_BACK,
    "one_back": Signature.Outcome.ONE_BACK,
}
COMPLETING = ("sign", "confirm_paper")
NOTHING_WAITS = Text("没有待签批的事项，可能已经办理。", "Nothing waits for a sign-off; it may be done already.")


def pending(subject: Any) -> Proposal | None:
    """The proposal that waits for a sign-off on this subject, if any."""
    if not subject.pending:
        return None
    return (
        Proposal.objects.filter(subject_id=str(subject.pk), status=Proposal.Status.PENDING)
        .select_related("prepared_by__person", "authority")
        .first()
    )


def blocked(proposal: Proposal, act: Act) -> Refusal:
    """Why nothing else happens while a proposal waits."""
    who, waits = proposal.prepared_by.person.name, proposal.waits_for
    return Refusal(
        Text(
            f"{who}提请的“{act.title.zh}”正待{waits.zh}；签批、退回或撤回之后才能办理其他事项。",
            f"“{act.title.en}”, prepared by {who}, waits for {waits.en}; nothing else can be done before that.",
        ),
        clause=act.clause,
    )


def propose(doing: Doing, *, version: int, key: str) -> Done:
    """Lays an act before its first signer, inside a transaction; the chain is the one that holds now."""
    steps.entitled(doing)
    steps.claim(doing, version, pending=True)
    for guard in doing.act.guards:
        guard(doing)
    by = doing.by
    assert isinstance(by, Account) and by.authority is not None  # chains belong to offices
    proposal = Proposal(
        id=doing.new_id(),
        procedure_name=doing.procedure.name,
        subject_id=str(doing.subject.pk),
        title=str(getattr(doing.subject, "title", doing.subject)),
        act=doing.act.name,
        payload=plain(doing.payload),
        links=[link.plain() for link in chain_for(doing.procedure, doing.act, by.authority, doing.today)],
        prepared_by=by,
        prepared_at=doing.now,
        authority=by.authority,
    )
    proposal.wait()
    proposal.save(force_insert=True)
    tell_sent_back(doing.subject, "")
    if len(proposal.links) > 1:
        doing.told["chain"] = [link.name.zh for link in proposal.chain]
    state = doing.subject.state
    done = steps.write_down(doing, act=f"propose.{doing.act.name}", came_from=state, to_state=state, key=key)
    return Done(done.record, done.subject, proposed=True)


def let_fall(subject_id: object, act: Act) -> None:
    """Ends what waits for a signature on a subject, because an act that does not wait for it is done."""
    Proposal.objects.filter(subject_id=str(subject_id), status=Proposal.Status.PENDING).update(
        status=Proposal.Status.RECALLED, reason=f"因“{act.title.zh}”终止 · ended by “{act.title.en}”"
    )


def first_of(doing: Doing) -> Text | None:
    """Before whom an act will be laid first: 审核岗. `None` without a chain, or for an actor without an office."""
    if not doing.act.chain or doing.by.authority is None:
        return None
    setting = in_force(doing.procedure.name, doing.act.name, doing.by.authority)
    return (setting.chain if setting else doing.act.chain)[0].name


def given(proposal: Proposal) -> list[Signature]:
    """What was said at the links before, in the order of time; for those who sign next. One query."""
    found = list(Signature.objects.filter(proposal=proposal).with_signers())
    for each in found:
        each.proposal = proposal
    return found


def sign_act(table: Procedure, proposal: Proposal, name: str) -> Act:
    """A sign-off as an act of the table the proposal belongs to: at its link, with its form."""
    prepared, link = table.by_act[proposal.act], proposal.current
    title = SIGN_ACTS[name]
    return Act(
        name,
        Text(f"{title.zh}：{prepared.title.zh}", f"{title.en}: {prepared.title.en}"),
        prepared.clause,
        Who(link.role),
        source=tuple(table.by_state),
        form=FORMS[name],
        chain=(link,),
    )


def decide(
    table: Procedure,
    subject: Any,
    act: str,
    *,
    by: Actor,
    version: int,
    payload: Mapping[str, Any],
    files: Mapping[str, Any] | None = None,
    key: str,
    now: datetime,
    chance: Random,
) -> Done:
    """Signs, enters or confirms a paper, sends back or recalls. Raises `Refusal` when it is not the actor's to
    decide."""
    proposal = pending(subject)
    if proposal is None:
        raise Refusal(NOTHING_WAITS)
    spec = table.by_act[proposal.act]
    entitled.check(proposal, act, by, spec.clause, now)
    doing = Doing(table, sign_act(table, proposal, act), subject, by, {}, now, chance)
    doing.payload = steps.check(doing, payload, files)
    entitled.check_paper(proposal, act, doing.payload)
    with transaction.atomic():
        if act in COMPLETING and proposal.is_last:
            return carry_out(doing, act, spec, proposal, version=version, key=key)
        steps.claim(doing, version, pending=act not in ("send_back", "recall"))
        at_link, under = proposal.link, entitled.in_place(proposal, by, now)
        move(proposal, act, doing)
        write_signature(proposal, act, doing, at_link, under)
        proposal.save(update_fields=["link", "step", "awaits", "awaits_account", "status", "reason"])
        if act == "send_back":
            tell_sent_back(subject, f"{spec.title.zh}：{proposal.reason}（{by.person}）")
        return steps.write_down(doing, act=act, came_from=subject.state, to_state=subject.state, key=key)


def tell_sent_back(subject: Any, said: str) -> None:
    """Leaves on a case why its last proposal was sent back, so that every page of it can say so without asking."""
    if isinstance(subject, Case) and subject.sent_back != said:
        Case.objects.filter(pk=subject.pk).update(sent_back=said)
        subject.sent_back = said


def move(proposal: Proposal, act: str, doing: Doing) -> None:
    """Where the proposal stands after a sign-off that does not carry the act out; the caller saves."""
    reason = str(doing.payload.get("reason", ""))
    doing.note = Text(reason, reason) if reason else None
    if act == "record_paper":
        proposal.confirm()
    elif act in COMPLETING:
        proposal.link += 1
        proposal.wait()
    elif act == "one_back":
        if proposal.step != Step.CONFIRM:  # a sheet that reads otherwise is entered anew, at the same link
            proposal.link -= 1
        proposal.wait()
        proposal.signatures.filter(link__gte=proposal.link).update(valid=False)
    else:
        proposal.status = Proposal.Status.SENT_BACK if act == "send_back" else Proposal.Status.RECALLED
        proposal.reason = reason


def write_signature(proposal: Proposal, act: str, doing: Doing, link: int, under: StandIn | None) -> None:
    """Keeps who did what at a link and in whose place, with the words and the sheet; what the preparer recalls needs
    none."""
    if act not in OUTCOMES:
        return
    given = dict(doing.payload)
    assert isinstance(doing.by, Account)
    Signature.objects.create(
        proposal=proposal,
        link=link,
        outcome=OUTCOMES[act],
        by=doing.by,
        at=doing.now,
        comment=str(given.get("comment") or given.get("reason") or ""),
        paper=plain({**given["paper"], "endorser": given["endorser"], "dated": given["dated"]})
        if act == "record_paper"
        else {},
        valid=act in (*COMPLETING, "record_paper"),
        stand_in=under,
    )


def carry_out(signing: Doing, name: str, spec: Act, proposal: Proposal, *, version: int, key: str) -> Done:
    """The last signature: the prepared act is checked again and carried out in the signer's name."""
    doing = Doing(
        signing.procedure,
        spec,
        signing.subject,
        signing.by,
        {},
        signing.now,
        signing.chance,
        prepared_by=proposal.prepared_by,
    )
    doing.payload = steps.check(doing, proposal.payload)
    under = entitled.in_place(proposal, signing.by, signing.now)
    doing.told["signed"] = plain(signing.payload)
    if under is not None:
        doing.told["in_place_of"] = under.absent.username
    done = steps.carry_out(doing, version=version, key=key)  # the subject's row first, the proposal's after it
    changed = Proposal.objects.filter(pk=proposal.pk, status=Proposal.Status.PENDING).update(
        status=Proposal.Status.DONE
    )
    if not changed:
        raise Refusal(NOTHING_WAITS)
    write_signature(proposal, name, signing, proposal.link, under)
    return done
