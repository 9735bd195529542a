"""Sign-off (签批): the one who prepares is not the one who approves.

An act with a chain becomes a proposal when its officer performs it; nothing changes but the version. Each link
signs in turn; with the last one the act itself is carried out, checked again as it stands then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from django import forms
from django.db import transaction

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework import steps
from jiqun.casework.doing import Doing
from jiqun.casework.models import Proposal
from jiqun.casework.procedure import SIGN_ACTS, Act, Actor, PayloadForm, Procedure, Who
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.casework.steps import Done
from jiqun.journal.canonical import plain


class SignForm(PayloadForm):
    """Signing: an optional comment, and the sentence to affirm where the link asks for one."""

    comment = forms.CharField(label=Text("签批意见", "Comment"), required=False, max_length=500)  # type: ignore[arg-type]

    def prepare(self) -> None:
        """Adds the sentence of the link."""
        affirms = self.doing.act.chain[0].affirms if self.doing and self.doing.act.chain else None
        if affirms is not None:
            self.fields["affirmed"] = forms.BooleanField(
                label=affirms,  # type: ignore[arg-type]
                error_messages={
                    "required": Text(f"须确认：{affirms.zh}", f"To be affirmed: {affirms.en}")  # type: ignore[dict-item]
                },
            )


class ReasonForm(PayloadForm):
    """Sending back: the reason is asked for."""

    reason = forms.CharField(
        label=Text("理由", "Reason"),  # type: ignore[arg-type]
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": Text("请写明理由。", "Say why.")},  # type: ignore[dict-item]
    )


FORMS: dict[str, type[PayloadForm]] = {"sign": SignForm, "send_back": ReasonForm, "recall": PayloadForm}


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
    who = proposal.prepared_by.person.name
    return Refusal(
        Text(
            f"{who}提请的“{act.title.zh}”正待审核岗签批；签批、退回或撤回之后才能办理其他事项。",
            f"“{act.title.en}”, prepared by {who}, waits for its sign-off; nothing else can be done before that.",
        ),
        clause=act.clause,
    )


def propose(doing: Doing, *, version: int, key: str) -> Done:
    """Lays an act before its first signer, inside a transaction."""
    steps.entitled(doing)
    steps.claim(doing, version, pending=True)
    for guard in doing.act.guards:
        guard(doing)
    by = doing.by
    assert isinstance(by, Account) and by.authority is not None  # chains belong to offices
    link = doing.act.chain[0]
    Proposal.objects.create(
        id=doing.new_id(),
        procedure_name=doing.procedure.name,
        subject_id=str(doing.subject.pk),
        title=str(getattr(doing.subject, "title", doing.subject)),
        act=doing.act.name,
        payload=plain(doing.payload),
        prepared_by=by,
        prepared_at=doing.now,
        authority=by.authority,
        awaits=link.role,
    )
    state = doing.subject.state
    done = steps.write_down(doing, act=f"propose.{doing.act.name}", came_from=state, to_state=state, key=key)
    return Done(done.record, done.subject, proposed=True)


def may_sign(proposal: Proposal, by: Actor) -> Text | None:
    """Why the actor may not sign this proposal; `None` when it may."""
    if by.authority is None or by.authority.code != proposal.authority_id or by.role != proposal.awaits:
        return Text("签批由本单位审核岗办理。", "The approver of the same authority signs.")
    if by.person == proposal.prepared_by.person:
        return Text("经办人不能签批自己提请的事项。", "The one who prepared it may not sign it.")
    return None


def decide(
    table: Procedure,
    subject: Any,
    act: str,
    *,
    by: Actor,
    version: int,
    payload: Mapping[str, Any],
    key: str,
    now: datetime,
    chance: Random,
) -> Done:
    """Signs, sends back or recalls the pending proposal. Raises `Refusal` when it is not the actor's to decide."""
    proposal = pending(subject)
    if proposal is None:
        raise Refusal(Text("没有待签批的事项，可能已经办理。", "Nothing waits for a sign-off; it may be done already."))
    spec = table.by_act[proposal.act]
    link = spec.chain[proposal.link]
    if act == "recall":
        if by.pk != proposal.prepared_by_id:
            raise NotHere
    elif (refusal := may_sign(proposal, by)) is not None:
        raise Refusal(refusal, clause=spec.clause)
    signing = Act(
        act,
        SIGN_ACTS[act],
        spec.clause,
        Who(link.role),
        source=(subject.state,),
        form=FORMS[act],
        chain=(link,),
    )
    doing = Doing(table, signing, subject, by, {}, now, chance, prepared_by=None)
    doing.payload = steps.check(doing, payload)
    with transaction.atomic():
        if act == "sign" and proposal.link + 1 == len(spec.chain):
            return carry_out(doing, spec, proposal, version=version, key=key)
        steps.claim(doing, version, pending=act == "sign")
        if act == "sign":
            proposal.link += 1
            proposal.awaits = spec.chain[proposal.link].role
        else:
            proposal.status = Proposal.Status.SENT_BACK if act == "send_back" else Proposal.Status.RECALLED
            proposal.reason = str(doing.payload.get("reason", ""))
            doing.note = Text(proposal.reason, proposal.reason) if proposal.reason else None
        proposal.save(update_fields=["link", "awaits", "status", "reason"])
        return steps.write_down(doing, act=act, came_from=subject.state, to_state=subject.state, key=key)


def carry_out(signing: Doing, spec: Act, proposal: Proposal, *, version: int, key: str) -> Done:
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
    doing.told["signed"] = plain(signing.payload)
    done = steps.carry_out(doing, version=version, key=key)  # the subject's row first, the proposal's after it
    changed = Proposal.objects.filter(pk=proposal.pk, status=Proposal.Status.PENDING).update(
        status=Proposal.Status.DONE
    )
    if not changed:
        raise Refusal(Text("没有待签批的事项，可能已经办理。", "Nothing waits for a sign-off; it may be done already."))
    return done
