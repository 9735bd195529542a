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

LEFT = Text("该集群已退出评审", "The cluster left the review")


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
    rows = [
        (sheet, not states[sheet.state].final and sheet.case.state == "review")
        for sheet in Sheet.objects.visible_to(user).order_by("due_at", "case__number")
    ]
    found = [
        OwnSheet(
            sheet.pk,
            is_open and sheet.state == "invited",
            sheet.case.title if sheet.known else "",
            field_of(sheet.case.cluster),
            sheet.case.authority.name if sheet.known else "",
            states[sheet.state].title if is_open or states[sheet.state].final else LEFT,
            is_open,
            sheet.due_at,
            sheet.score_by,
            days_left(sheet.due_at, now) if is_open else None,
        )
        for sheet, is_open in rows
    ]
    return sorted(found, key=lambda sheet: not sheet.open)
