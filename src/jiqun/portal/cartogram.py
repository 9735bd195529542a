"""Where the clusters are, as tiles by prefecture and by county: a schematic that shows no boundary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from jiqun.geography import tiles as grid
from jiqun.portal.queries import ClusterLine
from jiqun.register.terms import Standing
from jiqun.standards import divisions

SHADES = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A place with how many clusters it has; `column` and `row` are None where tiles follow one another, otherwise they
    are places in a grid of `across` columns.

    `shade` goes from 0, for none, to 4; it says nothing that the number does not.
    """

    code: str
    name: str
    full_name: str
    count: int
    shade: int
    column: int | None = None
    row: int | None = None
    across: int = 0


def in_force(lines: Iterable[ClusterLine], industry: str = "") -> list[ClusterLine]:
    """Those with a recognition in force, of one strategic cluster (its key) or of all."""
    return [
        line
        for line in lines
        if any(held.standing is Standing.VALID for held in line.held) and industry in ("", line.industry)
    ]


def prefectures(lines: Iterable[ClusterLine]) -> list[Tile]:
    """The prefectures in the order of their codes, each at its place."""
    counts = Counter(line.prefecture_code for line in lines)
    most = max(counts.values(), default=0)
    at = grid.prefectures()
    across = max(column for column, _ in at.values()) + 1
    known = sorted((each.code, each.spoken, each.name) for each in divisions.everything() if each.kind == "prefecture")
    return [
        Tile(code, spoken, name, counts[code], shade(counts[code], most), *at[code], across)
        for code, spoken, name in known
    ]


def counties(lines: Sequence[ClusterLine], prefecture: str) -> list[Tile]:
    """The counties, towns and zones of a prefecture that may apply, in the order of their codes."""
    counts = Counter(line.place_code for line in lines)
    units = below(prefecture)
    most = max((counts[each.code] for each in units), default=0)
    return [
        Tile(each.code, each.short_name, each.name, counts[each.code], shade(counts[each.code], most)) for each in units
    ]


@cache
def below(prefecture: str) -> tuple[divisions.Division, ...]:
    """The units of a prefecture that may apply."""
    return tuple(each for each in divisions.applicants() if each.supervised_by == prefecture)


def shade(count: int, most: int) -> int:
    """0 for none, else 1 to 4 in even steps up to the most there is."""
    return -(-count * SHADES // most) if count else 0


def years(lines: Iterable[ClusterLine], on: date) -> list[int]:
    """The years that can be asked for, the latest first: from the first term that began until now."""
    first = min((held.valid_from.year for line in lines for held in line.held if held.valid_from), default=on.year)
    return list(range(on.year, min(first, on.year) - 1, -1))


def day_of(year: int, on: date) -> date:
    """The day a year is shown for: its last, or today while it lasts."""
    return on if year >= on.year else date(year, 12, 31)
