"""What a table of flat rows may not hold, looked for by one plain SELECT over the columns that will be read.

Blanks where none may be, figures below zero, flags other than 0 and 1, years not of four digits: SUM would take each
of them in silence. Only when the first SELECT finds something does a second one look for the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts import select
from jiqun.facts.columns import BY_NAME, FIRST_YEAR, LAST_YEAR
from jiqun.facts.engines import refusals
from jiqun.facts.errors import FactError
from jiqun.facts.rollup import too_large

Query = Callable[[str], Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Extent:
    """What is known of a column: how many rows gave nothing, and the least and greatest value (None: nothing given)."""

    blanks: int
    least: int | None
    most: int | None


def of_rows(query: Query, place: str, columns: Iterable[str]) -> None:
    """Reads the extents with one SELECT over `roster_row` and refuses what may not be there: `FactError`."""
    listed = list(columns)
    if not listed:
        return
    cells = ", ".join(f"COUNT({name}), MIN({name}), MAX({name})" for name in listed)
    ((rows, *found),) = query(f"SELECT COUNT(*), {cells} FROM {select.SOURCE}")
    extents = {name: Extent(rows - found[3 * at], *found[3 * at + 1 : 3 * at + 3]) for at, name in enumerate(listed)}
    of_extents(query, place, extents)


def of_extents(query: Query, place: str, extents: dict[str, Extent]) -> None:
    """Refuses what may not be there: `FactError` with the first row of its kind."""
    for name, extent in extents.items():
        column = BY_NAME.get(name)
        if extent.blanks and (column is None or not column.nullable):
            _refuse(query, refusals.BLANK, place, name, "IS NULL")
        if extent.least is None or extent.most is None:
            continue
        if name == "year" and not FIRST_YEAR <= extent.least <= extent.most <= LAST_YEAR:
            _refuse(query, refusals.NOT_A_YEAR, place, name, f"NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR}")
        if column is None:
            continue
        if column.binary and (extent.least < 0 or extent.most > 1):
            _refuse(query, refusals.NOT_BINARY, place, name, "NOT IN (0, 1)")
        if extent.least < 0:
            _refuse(query, refusals.NEGATIVE, place, name, "< 0")


def overflow(query: Query, names: Iterable[str] | None) -> FactError | None:
    """Which sum reaches 2^63, for an engine that stops there without saying where; None when none does."""
    facts = select.sums(names)
    for cluster, year, *found in query(select.halves(names)):
        for at, fact in enumerate(facts):
            upper, lower = found[2 * at] or 0, found[2 * at + 1] or 0
            if (int(upper) << 32) + int(lower) >= 2**63:
                return too_large(cluster, year, fact.name)
    return None


def _refuse(query: Query, text: Text, place: str, name: str, condition: str) -> None:
    where = f"FROM {select.SOURCE} WHERE {name} {condition}"
    rows = query(f"SELECT cluster, year, {name} {where} ORDER BY cluster, year LIMIT 1")
    cluster, year, found = rows[0] if rows else ("?", "?", "?")
    raise FactError(text.format(place=place, cluster=cluster, year=year, column=name, found=found))
