"""The one door: the only way anything that counts changes, for pages, programs and the demonstration alike."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from random import Random, SystemRandom
from typing import Any

from django.db import IntegrityError, OperationalError, transaction

from jiqun.bilingual import Text
from jiqun.casework import signing, steps
from jiqun.casework.doing import Doing
from jiqun.casework.models import ActRecord
from jiqun.casework.procedure import SIGN_ACTS, Actor, Procedure, procedure
from jiqun.casework.refusals import Conflict, NotHere, Refusal
from jiqun.casework.steps import Done
from jiqun.web.single import single

log = logging.getLogger(__name__)
SYSTEM_CHANCE = SystemRandom()
RACES = (Conflict, IntegrityError, OperationalError)

__all__ = ["Done", "open_matter", "perform"]


def perform(
    name: str,
    pk: object,
    act: str,
    *,
    by: Actor,
    version: int,
    payload: Mapping[str, Any],
    key: str,
    now: datetime,
    files: Mapping[str, Any] | None = None,
    chance: Random = SYSTEM_CHANCE,
) -> Done:
    """Does one act on one subject of the procedure `name`.

    `version` is the one the actor saw; `key` makes a repeated request return the first answer; `now` is the
    business time. An act with a sign-off chain becomes a proposal first; `sign`, `send_back` and `recall` decide
    it. Raises `NotHere`, `Conflict`, `Invalid` or another `Refusal`; then nothing was changed.
    """
    table = procedure(name)
    subject = steps.load(table, pk, by)
    if (before := answered(by, key, act, subject, payload, files)) is not None:
        return before
    try:
        if act in SIGN_ACTS:
            return signing.decide(
                table,
                subject,
                act,
                by=by,
                version=version,
                payload=payload,
                files=files,
                key=key,
                now=now,
                chance=chance,
            )
        if act not in table.by_act:
            raise NotHere
        doing = Doing(table, table.by_act[act], subject, by, {}, now, chance)
        steps.entitled(doing)  # said before anything that was entered is looked at
        doing.payload = steps.check(doing, payload, files)
        with transaction.atomic():
            if (waiting := signing.pending(subject)) is not None:
                if not doing.act.ends_waiting:
                    raise signing.blocked(waiting, table.by_act[waiting.act])
                signing.let_fall(subject.pk, doing.act)
            if doing.act.chain:
                return signing.propose(doing, version=version, key=key)
            return steps.carry_out(doing, version=version, key=key)
    except RACES as lost:
        # The same request may have won the race against itself: then its first answer is the answer.
        if (before := answered(by, key, act, subject, payload, files)) is not None:
            return before
        raise told(lost) from lost
    except Refusal as refusal:
        keep_attempt(table, pk, act, refusal, by=by, key=key, now=now, chance=chance)
        raise


def keep_attempt(
    table: Procedure, pk: object, act: str, refusal: Refusal, *, by: Actor, key: str, now: datetime, chance: Random
) -> None:
    """Lets an act keep proof that it was attempted and refused, in a transaction of its own.

    The same request sent twice at once is one attempt: the one that loses the race leaves it to the other.
    """
    subject = steps.load(table, pk, by)  # as it stands: what the attempt had changed was undone
    waiting = signing.pending(subject) if act in SIGN_ACTS else None
    spec = table.by_act.get(waiting.act if waiting else act)
    if spec is not None and spec.refused is not None:
        prepared_by = waiting.prepared_by if waiting else None
        doing = Doing(table, spec, subject, by, {}, now, chance, prepared_by=prepared_by)
        with suppress(IntegrityError), transaction.atomic():
            spec.refused(doing, refusal, key)


def open_matter(
    name: str,
    *,
    by: Actor,
    payload: Mapping[str, Any],
    key: str,
    now: datetime,
    files: Mapping[str, Any] | None = None,
    chance: Random = SYSTEM_CHANCE,
) -> Done:
    """Opens a new subject by its procedure's opening act, which is an act like any other."""
    table = procedure(name)
    act = table.opening
    if act is None or act.effect is None:
        raise NotHere
    if (before := answered(by, key, act.name, None, payload, files)) is not None:
        return before
    doing = Doing(table, act, None, by, {}, now, chance)
    steps.entitled(doing)
    doing.payload = steps.check(doing, payload, files)
    try:
        with transaction.atomic():
            for guard in act.guards:
                guard(doing)
            doing.record_id = doing.new_id()
            act.effect(doing)
            return steps.write_down(doing, act=act.name, came_from="", to_state=doing.subject.state, key=key)
    except RACES as lost:
        if (before := answered(by, key, act.name, None, payload, files)) is not None:
            return before
        raise told(lost) from lost


def told(lost: Exception) -> Conflict:
    """A race that was lost, as a sentence: a constraint that another act met first, or rows locked crosswise."""
    if isinstance(lost, Conflict):
        return lost
    log.warning("an act lost a race: %s", lost)
    return Conflict(
        Text(
            "刚刚有人办理了相同或相关的事项，您的这次没有提交。请刷新页面核对后重试。",
            "Somebody has just done the same or something near it; yours was not submitted. Reload, check, try again.",
        )
    )


def answered(
    by: Actor, key: str, act: str, subject: Any, payload: Mapping[str, Any], files: Mapping[str, Any] | None
) -> Done | None:
    """The answer given before to the same key, its files included. Raises `Refusal` when the key was used for something
    else."""
    if not key or len(key) > 64:
        raise Refusal(
            Text("请求缺少防重复编号，请刷新页面后重试。", "The request carries no key; reload the page and try again.")
        )
    found = single(ActRecord.objects.filter(by=by.pk, key=key, cause__isnull=True))
    if found is None:
        return None
    proposed = found.act == f"propose.{act}"
    signed = (
        act in signing.COMPLETING and found.prepared_by_id is not None
    )  # recorded under the name of the act it carried out
    table = procedure(found.procedure_name)
    same = proposed or signed or found.act == act
    if subject is not None:
        same = same and found.subject_id == str(subject.pk)
    if same and not signed:
        spec = table.opening if table.opening is not None and act == table.opening.name else table.by_act.get(act)
        if spec is not None:
            form = spec.form(payload, files, doing=Doing(table, spec, subject, by, {}, found.at, Random(0)))
            same = not form.is_valid() or steps.digest(form.cleaned_data) == found.digest
    if not same:
        raise Refusal(
            Text(
                "这个防重复编号已用于另一次提交，请刷新页面后重新办理。",
                "This key was already used for another submission; reload the page and act again.",
            )
        )
    if subject is None:
        subject = steps.load(table, found.subject_id, by)
    return Done(found, subject, proposed=proposed, repeated=True)
