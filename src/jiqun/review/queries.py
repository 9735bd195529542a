"""What pages show of the pool and of an expert's own sheets: plain values, a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jiqun.authorities.models import Account, Authority
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.casework.todo import days_left
from jiqun.review.models import Expert, Sheet


@dataclass(frozen=True, slots=True)
class ExpertLine:
    """One expert of the directory, by code; names are not shown."""

    code: str
    field: str
    employer: str
    place: str
    ties: int
    available: bool


def directory(wanted: str = "") -> list[ExpertLine]:
    """The pool by code, those matching a word of code, field or employer (two queries)."""
    places = dict(Authority.objects.values_list("path", "name"))
    rows = Expert.objects.order_by("code").values_list(
        "code", "field", "employer", "place", "ties", "available", "account__is_active"
    )
    return [
        ExpertLine(code, field, employer, place_name(place, places), len(ties), available and active)
        for code, field, employer, place, ties, available, active in rows
        if wanted.casefold() in f"{code} {field} {employer}".casefold()
    ]


def place_name(path: str, names: dict[str, str]) -> str:
    """Names along a path below the province: 惠州市惠城区."""
    codes = path.rstrip("/").split("/")
    paths = ["/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
    return "".join(names.get(part, "") for part in paths[1:]) or names.get(path, "")


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One of an expert's own sheets."""

    pk: UUID
    cluster: str
    place: str
    state: Text
    open: bool
    due_at: datetime | None
    days: int | None


def own_sheets(user: Account, now: datetime) -> list[OwnSheet]:
    """An expert's sheets, those still to do first (one query)."""
    states = procedure("sheet").by_state
    rows = (
        Sheet.objects.filter(expert=user.pk)
        .order_by("due_at", "case__number")
        .values_list("pk", "case__title", "case__authority__name", "state", "due_at")
    )
    found = [
        OwnSheet(
            pk,
            title,
            place,
            states[state].title,
            not states[state].final,
            due_at,
            None if states[state].final else days_left(due_at, now),
        )
        for pk, title, place, state, due_at in rows
    ]
    return sorted(found, key=lambda sheet: not sheet.open)
