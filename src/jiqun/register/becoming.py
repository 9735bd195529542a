"""What becomes of a recognition: renewed, not renewed, revoked, a revocation withdrawn (Articles 15, 17).

Only effects of signed acts call these, in their transaction; nothing here decides. Each leaves a `RecognitionChange`,
and what the recognition was before stays readable from them.

**From when a recognition is revoked.** Article 17 says 撤销认定 and names no day. A decision against somebody binds
from its service (送达生效): until then it can be held against nobody. So `revoke` leaves the recognition as it is, and
`served` ends it, on the day the decision states or the day it was served, whichever is later. Until the service is on
record every page, list and check, public or not, reads the term as before; its reasons are public once published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from jiqun.register.models import Recognition, RecognitionChange
from jiqun.register.terms import YEARS, term_end

Kind = RecognitionChange.Kind
BINDING = ~Q(kind=Kind.REVOKED, document="")
"""Decisions that bind: a revocation has its document from its service on, and counts nowhere before."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision: its day, its document, the reason that is published, and the matter it was made in."""

    on: date
    document: str
    reason: str
    case_id: UUID | None
    case_number: str
    source: str = ""
    backfilled: bool = False


def renew(recognition: Recognition, decided: Decided, new_id: UUID, years: int = YEARS) -> RecognitionChange:
    """Adds a term from the day after the present end (Article 15: 有效期延长三年). Needs a stated end."""
    assert recognition.valid_to is not None
    start = recognition.valid_to + timedelta(days=1)
    return renew_until(recognition, decided, new_id, start, term_end(start, years))


def renew_until(recognition: Recognition, decided: Decided, new_id: UUID, start: date, end: date) -> RecognitionChange:
    """Adds the term that a decision made elsewhere or on paper states, of which the product has to take its word."""
    Recognition.objects.filter(pk=recognition.pk).update(valid_to=end)
    recognition.valid_to = end
    return _follow(recognition, Kind.RENEWED, decided, new_id, start, start, end)


def not_renewed(recognition: Recognition, decided: Decided, new_id: UUID) -> RecognitionChange:
    """The renewal review was not passed. Ends nothing by itself: Article 17(一) makes it a ground of revocation."""
    return _follow(
        recognition, Kind.NOT_RENEWED, decided, new_id, decided.on, recognition.valid_from, recognition.valid_to
    )


def revoke(recognition: Recognition, decided: Decided, new_id: UUID, effective_on: date) -> RecognitionChange:
    """It was decided that the recognition ends on `effective_on`, the first day without it (Article 17); it stands
    until that is `served`. The history stays."""
    return _follow(
        recognition, Kind.REVOKED, decided, new_id, effective_on, recognition.valid_from, recognition.valid_to
    )


def served(change: RecognitionChange, document: str, on: date) -> None:
    """The decision of a revocation was served on a day under the number of its document: now it counts, from its own
    day, but never from before it was served."""
    assert change.kind == Kind.REVOKED
    change.document, change.effective_on = document, max(change.effective_on, on)
    change.save(update_fields=["document", "effective_on"])
    Recognition.objects.filter(pk=change.recognition_id).update(revoked_from=change.effective_on)


def not_passed() -> QuerySet[RecognitionChange]:
    """Reviews not passed that still hold: one decided together with a revocation falls when that is withdrawn."""
    taken_back = RecognitionChange.objects.filter(
        recognition=OuterRef("recognition"), kind=Kind.RESTORED, case_id=OuterRef("case_id")
    )
    return RecognitionChange.objects.filter(~Exists(taken_back), kind=Kind.NOT_RENEWED)


def restore(recognition: Recognition, decided: Decided, new_id: UUID) -> RecognitionChange:
    """A wrong revocation is withdrawn: the recognition stands as if it had not been made."""
    Recognition.objects.filter(pk=recognition.pk).update(revoked_from=None)
    recognition.revoked_from = None
    return _follow(
        recognition, Kind.RESTORED, decided, new_id, decided.on, recognition.valid_from, recognition.valid_to
    )


def _follow(
    recognition: Recognition,
    kind: RecognitionChange.Kind,
    decided: Decided,
    new_id: UUID,
    effective_on: date,
    valid_from: date | None,
    valid_to: date | None,
) -> RecognitionChange:
    return RecognitionChange.objects.create(
        id=new_id,
        recognition=recognition,
        kind=kind,
        on=decided.on,
        effective_on=effective_on,
        valid_from=valid_from,
        valid_to=valid_to,
        document=decided.document,
        reason=decided.reason,
        source=decided.source,
        case_id=decided.case_id,
        case_number=decided.case_number,
        backfilled=decided.backfilled,
    )
