"""Keeping the working copy of a list, field by field: no act, nothing counts before it is signed (Article 14(三))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.recognition.models import ListEntry
from jiqun.recognition.queries.list_working import Theirs, meanwhile, working
from jiqun.recognition.queries.listing import Candidate, by_cut

PARTS = ("decision", "reserve", "reason")
MOST = 500
"""Characters of a field, as the form asks for them."""


def fields_of(rows: list[Candidate]) -> set[str]:
    """The names of the fields of a list with these candidates."""
    return {"places", *(f"{part}_{row.pk}" for row in rows for part in PARTS)}


def keep(
    case: Case, rows: list[Candidate], entered: Mapping[str, str], by: Account, now: datetime, seen: int | None = None
) -> dict[str, Theirs]:
    """Keeps the fields that differ from what was kept; what is no field of the list is left out.

    A value is kept as it was typed, also a wrong one; only what is longer than its field is cut. Of a page that had
    `seen` an entry (its key) nothing is written over what others entered since: returned are the fields that both
    changed, which a person has to look at.
    """
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)  # one after the other, so that nothing is missed
        theirs = {} if seen is None else meanwhile(case, seen, by)
        given = {name: entered[name][:MOST] for name in fields_of(rows) & set(entered)}
        write(case, {name: value for name, value in given.items() if name not in theirs}, by, now)
    return {
        name: each for name, each in theirs.items() if given.get(name, each.before) not in (each.value, each.before)
    }


def draw_line(case: Case, rows: list[Candidate], scored: set[UUID], places: int, by: Account, now: datetime) -> None:
    """Sets every decision by the cut line; reasons stay. Decisions of equals that the line would part become blank."""
    drawn = {f"decision_{pk}": decision for pk, decision in by_cut(rows, scored, places).items()}
    drawn |= {f"reserve_{row.pk}": "" for row in rows}
    write(case, {"places": str(places), **drawn}, by, now, by_line=True)


def write(case: Case, values: Mapping[str, str], by: Account, now: datetime, *, by_line: bool = False) -> None:
    """One entry for each value that is new."""
    with transaction.atomic():
        before = working(case).values
        changed = {name: value for name, value in sorted(values.items()) if before.get(name, "") != value}
        ListEntry.objects.bulk_create(
            ListEntry(round_id=case.pk, name=name, value=value, by_line=by_line, by=by, at=now)
            for name, value in changed.items()
        )
