"""Proof of an attempt to hand in after the deadline: refused, the draft kept, and who tried when with what (A14.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.evidence import store
from jiqun.journal import chain
from jiqun.journal.canonical import canonical
from jiqun.recognition.acts.filing.submitting import snapshot
from jiqun.recognition.models import LateAttempt
from jiqun.recognition.queries.filing.application import application_of

ACT = "late_submit"


class TooLate(Refusal):
    """The deadline has passed; the sentence says which, and that the draft is kept."""

    def __init__(self, text: Text, deadline: datetime, *, clause: str) -> None:
        super().__init__(text, clause=clause)
        self.deadline = deadline


def keep_late(doing: Doing, refusal: Refusal, key: str) -> None:
    """Keeps proof of a submission that came too late, with what it would have handed in."""
    case = doing.subject
    keep(doing, refusal, key, ACT, lambda: canonical(snapshot(case, application_of(case), doing.now)))


def keep(doing: Doing, refusal: Refusal, key: str, act: str, content: Callable[[], bytes]) -> None:
    """Writes an attempt down when it came too late: its content to the store, its entry to the journal as `act`.

    The same request sent again is one attempt.
    """
    by, case = doing.by, doing.subject
    if not isinstance(refusal, TooLate) or not isinstance(by, Account) or by.authority is None:
        return
    if LateAttempt.objects.filter(by=by, key=key).exists():
        return
    file = store.keep(content(), "application/json", doing.now)
    position = chain.append(
        {
            "procedure": doing.procedure.name,
            "act": act,
            "clause": doing.act.clause,
            "subject": str(case.pk),
            "version": case.version,
            "actor": by.username,
            "role": str(by.role),
            "authority": by.authority.code,
            "prepared_by": getattr(doing.prepared_by, "username", ""),
        },
        {"deadline": refusal.deadline, "sha256": file.sha256, "sm3": file.sm3},
        now=doing.now,
        personal=False,
        chance=doing.chance,
    )
    LateAttempt.objects.create(
        id=doing.new_id(),
        case=case,
        by=by,
        prepared_by_id=doing.prepared_by.pk if doing.prepared_by else None,
        at=doing.now,
        deadline=refusal.deadline,
        key=key,
        sha256=file.sha256,
        sm3=file.sm3,
        seq=position.seq,
    )
