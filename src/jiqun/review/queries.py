"""What pages show of an expert's own sheets: plain values, a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.casework.todo import days_left
from jiqun.review.fields import field_of
from jiqun.review.models import Sheet


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One of an expert's own sheets. Before the invitation was accepted it tells field and dates, no cluster."""

    pk: UUID
    invited: bool
    cluster: str
    field: Text
    place: str
    state: Text
    open: bool
    due_at: datetime | None
    score_by: datetime | None
    days: int | None


def own_sheets(user: Account, now: datetime) -> list[OwnSheet]:
    """An expert's sheets, those still to do first (one query)."""
    states = procedure("sheet").by_state
    rows = Sheet.objects.visible_to(user).order_by("due_at", "case__number")
    found = [
        OwnSheet(
            sheet.pk,
            sheet.state == "invited",
            sheet.case.title if sheet.known else "",
            field_of(sheet.case.cluster),
            sheet.case.authority.name if sheet.known else "",
            states[sheet.state].title,
            not states[sheet.state].final,
            sheet.due_at,
            sheet.score_by,
            None if states[sheet.state].final else days_left(sheet.due_at, now),
        )
        for sheet in rows
    ]
    return sorted(found, key=lambda sheet: not sheet.open)
