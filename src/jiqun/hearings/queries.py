"""What pages show of hearings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.casework.todo import days_left
from jiqun.hearings.kinds import Kind, kind, kinds
from jiqun.hearings.models import Hearing


@dataclass(frozen=True, slots=True)
class Line:
    """One hearing of a list."""

    pk: UUID
    number: str
    case: str
    deed: Text
    state: Text
    final: bool
    due_at: datetime | None
    days: int | None


def hearings(user: Account, now: datetime, case: Case | None = None) -> list[Line]:
    """What the account may see, open ones first; of one matter when it is given (one query)."""
    rows = Hearing.objects.visible_to(user).order_by("-opened_at", "id")
    if case is not None:
        rows = rows.filter(case=case)
    states = procedure("hearing").by_state
    found = [
        Line(
            row.pk,
            row.number,
            row.case.title,
            kind(row.kind_slug).deed,
            states[row.state].title,
            states[row.state].final,
            row.due_at,
            days_left(row.due_at, now) if row.state == "notified" else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: line.final)


def possible(case: Case, user: Account) -> list[Kind]:
    """What this account could intend against a matter as it stands; empty for who may not (no query)."""
    opening = procedure("hearing").opening
    assert opening is not None
    if not opening.who.fits(user):
        return []
    return [
        each
        for each in kinds()
        if each.of == case.procedure_name and case.state in each.states and each.level == user.level
    ]
