"""Figures of the recognised clusters by year: sums, how many clusters they rest on, growth on comparable clusters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.supervision.overview.reading import FIGURES, Year
from jiqun.supervision.reports.figures import TITLES, shown
from jiqun.web.figures import percent

Figures = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one year. `clusters` gave it, `bounded` of them as a lower bound; `value` in the kept unit.

    `growth` is the change on the year before over the `both` clusters that have it in both years in full.
    """

    year: int
    value: int | None
    shown: str
    clusters: int
    bounded: int
    growth: Fraction | None
    both: int

    @property
    def grown(self) -> str:
        """The growth as people read it, with its sign; a dash where there is none."""
        if self.growth is None:
            return "—"
        return f"{'+' if self.growth > 0 else ''}{percent(self.growth)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over the years."""

    name: str
    title: Text
    unit: Text
    cells: tuple[Cell, ...]


def table(years: Iterable[Year]) -> list[Line]:
    """Every figure over every year anybody gave, the earliest first. Column by column: a page has to be quick."""
    by_year: dict[int, dict[UUID, Year]] = defaultdict(dict)
    for each in years:
        by_year[each.year][each.cluster] = each
    lines: list[list[Cell]] = [[] for _ in FIGURES]
    for year in sorted(by_year):
        rows, before = by_year[year], by_year.get(year - 1, {})
        both = [cluster for cluster in rows if cluster in before]
        given = by_figure(row.values for row in rows.values())
        now = by_figure(rows[cluster].full for cluster in both)
        then = by_figure(before[cluster].full for cluster in both)
        bounded = Counter(name for row in rows.values() if row.blanks for name in row.bounds)
        for at, cells in enumerate(lines):
            pairs = [(a, b) for a, b in zip(now[at], then[at], strict=True) if a is not None and b is not None]
            cells.append(cell(FIGURES[at], year, given[at], pairs, bounded[FIGURES[at]]))
    return [Line(name, *TITLES[name][::2], tuple(cells)) for name, cells in zip(FIGURES, lines, strict=True)]


def by_figure(rows: Iterable[Figures]) -> Sequence[Figures]:
    """The same figures turned about: one tuple for each figure."""
    return list(zip(*rows, strict=True)) or [()] * len(FIGURES)


def cell(name: str, year: int, column: Figures, pairs: Sequence[tuple[int, int]], bounded: int) -> Cell:
    """One figure of one year, from what every cluster gave and from those in full in this year and the one before."""
    given = [value for value in column if value is not None]
    total = sum(given) if given else None
    base = sum(then for _, then in pairs)
    growth = Fraction(sum(now for now, _ in pairs), base) - 1 if base > 0 else None
    return Cell(year, total, shown(total, TITLES[name][1]), len(given), bounded, growth, len(pairs))
