"""The steps every act takes: load what the actor may see → may → check → change → record.

Correct on both databases by conditional UPDATEs and unique constraints, never by isolation alone: the subject's
row is changed first (`… WHERE version = ?`), the journal's head is locked last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import F
from django.utils.crypto import salted_hmac

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.procedure import Actor, Payload, Procedure, Public, title_of_act
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal import chain
from jiqun.journal.canonical import canonical, plain
from jiqun.web.single import single


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done, or (`proposed`) that now waits for its sign-off. `repeated`: the answer given before."""

    record: ActRecord
    subject: Any
    proposed: bool = False
    repeated: bool = False


def subject_model(table: Procedure) -> type[models.Model]:
    """The model a procedure acts on."""
    return apps.get_model(table.model)


def load(table: Procedure, pk: object, by: Actor) -> Any:
    """The subject, if the actor may see it. Raises `NotHere` alike for foreign and absent."""
    manager: Any = subject_model(table)._default_manager
    try:
        found = single(manager.visible_to(by).filter(pk=pk))
    except (ValueError, ValidationError):  # not even an identifier
        found = None
    if found is None or (isinstance(found, Case) and found.procedure_name != table.name):
        raise NotHere
    return found


def check(doing: Doing, payload: Mapping[str, Any], files: Mapping[str, Any] | None = None) -> Payload:
    """What was entered, cleaned by the act's form. Raises `Invalid` with every fault at once."""
    form = doing.act.form(payload, files, doing=doing)
    if not form.is_valid():
        raise Invalid({name: [str(e) for e in errors] for name, errors in form.errors.items()})
    return dict(form.cleaned_data)


def entitled(doing: Doing) -> None:
    """Raises `Refusal` unless the role is the one the table names and the matter stands where the act begins."""
    table, act, subject = doing.procedure, doing.act, doing.subject
    if not act.who.fits(doing.preparer):
        who = act.who.title
        raise Refusal(
            Text(
                f"“{act.title.zh}”由{who.zh}办理，您的岗位不能办理。",
                f"“{act.title.en}” is for the {who.en.lower()}; your post may not do it.",
            ),
            clause=act.clause,
        )
    if subject is not None and subject.state not in act.source:
        state = table.by_state[subject.state].title
        raise Refusal(
            Text(
                f"现处于“{state.zh}”，不能办理“{act.title.zh}”。",
                f"It is at “{state.en}”, where “{act.title.en}” cannot be done.",
            ),
            clause=act.clause,
        )


def may(doing: Doing) -> None:
    """Raises `Refusal` unless role, state and every guard allow the act now."""
    entitled(doing)
    for guard in doing.act.guards:
        guard(doing)


def claim(doing: Doing, version: int, **changes: Any) -> None:
    """Takes the subject's next version. Raises `Conflict`, naming who acted meanwhile."""
    manager = type(doing.subject)._default_manager
    if not manager.filter(pk=doing.subject.pk, version=version).update(version=F("version") + 1, **changes):
        raise overtaken(doing.subject, version)
    doing.subject.version = version + 1
    doing.claimed = True
    for name, value in changes.items():
        setattr(doing.subject, name, value)


def carry_out(doing: Doing, *, version: int, key: str) -> Done:
    """The change itself, inside a transaction: claim → guards → effect → record → journal."""
    act, subject, came_from = doing.act, doing.subject, doing.subject.state
    entitled(doing)
    target = act.target(doing) if callable(act.target) else (act.target or came_from)
    changes: dict[str, Any] = {"state": target, "pending": False}
    if isinstance(subject, Case) and (act.due is not None or target != came_from):
        changes["due_at"] = act.due(doing) if act.due is not None else None
    claim(doing, version, **changes)
    subject.state = came_from
    for guard in act.guards:  # judged now that nobody else can change the subject
        guard(doing)
    subject.state = target
    doing.record_id = doing.new_id()
    if act.effect is not None:
        act.effect(doing)
    return write_down(doing, act=act.name, came_from=came_from, to_state=subject.state, key=key)


def write_down(doing: Doing, *, act: str, came_from: str, to_state: str, key: str) -> Done:
    """Writes the journal entry and the act's record, and those of the matters taken along."""
    by, subject = doing.by, doing.subject
    position = chain.append(
        {
            "procedure": doing.procedure.name,
            "act": act,
            "clause": doing.act.clause,
            "subject": str(subject.pk),
            "version": subject.version,
            "actor": "public" if isinstance(by, Public) else by.username,
            "role": str(by.role),
            "authority": by.authority.code if by.authority else "",
            "prepared_by": getattr(doing.prepared_by, "username", ""),
        },
        {
            "payload": plain(doing.payload),
            "told": doing.told,
            "moved": [{"case": case.number, "from": old, "to": case.state} for case, old, _ in doing.moved],
        },
        now=doing.now,
        personal=doing.act.personal,
        chance=doing.chance,
    )
    row = ActRecord(
        id=doing.record_id or doing.new_id(),
        procedure_name=doing.procedure.name,
        subject_id=str(subject.pk),
        act=act,
        from_state=came_from,
        to_state=to_state,
        by_id=by.pk,
        prepared_by_id=doing.prepared_by.pk if doing.prepared_by else None,
        at=doing.now,
        version=subject.version,
        key=key,
        digest=digest(doing.payload),
        note={} if doing.note is None else {"zh": doing.note.zh, "en": doing.note.en},
        seq=position.seq,
    )
    try:
        row.save(force_insert=True)
    except IntegrityError as twice:
        raise Conflict(
            Text("同一次提交正在办理中，请刷新查看结果。", "The same submission is being handled; reload to see it.")
        ) from twice
    if doing.moved:
        ActRecord.objects.bulk_create(doing.trail(row))
    for each in doing.after:
        each(position)
    return Done(row, subject)


def digest(payload: Mapping[str, Any]) -> str:
    """What tells one payload from another; keyed, so that an erased personal one cannot be guessed back from it."""
    return salted_hmac("jiqun.payload", canonical(payload), algorithm="sha256").hexdigest()


def overtaken(subject: Any, version: int) -> Conflict:
    """The sentence for an outdated version: who did what meanwhile."""
    since = (
        ActRecord.objects.filter(subject_id=str(subject.pk), version__gt=version)
        .select_related("by__person")
        .order_by("version")
        .first()
    )
    if since is None:
        return Conflict(Text("页面已过期，请刷新后重办。", "The page is out of date; reload and act again."))
    act = title_of_act(since.procedure_name, since.act)
    who = since.by.person.name if since.by else "—"
    at = f"{since.at.astimezone(ZONE):%Y-%m-%d %H:%M}"
    return Conflict(
        Text(
            f"{who}已于 {at} 办理“{act.zh}”，您看到的页面已过期。您填写的内容没有提交，请刷新后重办。",
            f"{who} did “{act.en}” at {at}; your page is out of date. Nothing was submitted: reload and act again.",
        )
    )
