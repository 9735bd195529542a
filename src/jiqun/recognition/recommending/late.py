"""Proof of an attempt to send a first letter after the deadline: refused, and what it would have said is kept."""

from __future__ import annotations

from jiqun.authorities.models import Account
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.evidence import store
from jiqun.journal import chain
from jiqun.journal.canonical import canonical
from jiqun.recognition.acts.filing.late import TooLate
from jiqun.recognition.models import LateAttempt
from jiqun.recognition.recommending import content
from jiqun.recognition.recommending.acts import recommendation_of

ACT = "late_recommendation"


def keep_late(doing: Doing, refusal: Refusal, key: str) -> None:
    """Writes the attempt down: its table to the store, its entry to the journal. The same request twice is one."""
    by, case = doing.by, doing.subject
    if not isinstance(refusal, TooLate) or not isinstance(by, Account) or by.authority is None:
        return
    if LateAttempt.objects.filter(by=by, key=key).exists():
        return
    rows = [each.plain() for each in content.lines(recommendation_of(case))]
    file = store.keep(canonical({"at": doing.now, "rows": rows}), "application/json", doing.now)
    position = chain.append(
        {
            "procedure": doing.procedure.name,
            "act": ACT,
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
