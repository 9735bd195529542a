"""A cluster's figures year by year, as a table with small drawings, in the units people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.register.models import FIGURES, ClusterYear
from jiqun.supervision.reports.figures import TITLES as KEPT
from jiqun.web.figures import percent, rounded
from jiqun.web.figures import shown as as_shown

TITLES: dict[str, tuple[Text, Text]] = {name: (title, unit) for name, (title, _, unit) in KEPT.items()}
"""Title and shown unit of each figure."""
WIDTH, HEIGHT = 120, 30
LOWER = Text("至少", "at least")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one year: as shown, and how many firms left it blank (then it is a lower bound)."""

    year: int
    shown: str
    blanks: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the small drawing, in its units; without a value it has none."""

    x: str
    y: str
    width: str
    height: str
    last: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One figure over the years, its change on the year before, and its drawing."""

    name: str
    title: Text
    unit: Text
    cells: tuple[Cell, ...]
    change: str
    columns: tuple[Column, ...]


def shown(value: int | None, name: str) -> str:
    """A kept figure in its shown unit; a dash for what is not known."""
    return "—" if value is None else as_shown(Fraction(value, KEPT[name][1]), 2 if KEPT[name][1] > 1 else "exact")


def series(rows: Sequence[ClusterYear]) -> list[Series]:
    """Every figure that is known in some year, over the years as they are kept, the earliest first."""
    years = sorted(rows, key=lambda row: row.year)
    found = []
    for name in FIGURES:
        values = [getattr(row, name) for row in years]
        if all(value is None for value in values):
            continue
        title, unit = TITLES[name]
        cells = tuple(Cell(row.year, shown(getattr(row, name), name), row.blanks.get(name, 0)) for row in years)
        found.append(Series(name, title, unit, cells, change(years, name), columns(values)))
    return found


def change(years: Sequence[ClusterYear], name: str) -> str:
    """The change of the last year on the one before; a dash where either is missing, bounded below or not next to it.

    `years` by year.
    """
    if len(years) < 2 or years[-1].year - years[-2].year != 1:
        return "—"
    before, now = getattr(years[-2], name), getattr(years[-1], name)
    if now is None or not before or name in years[-1].blanks or name in years[-2].blanks:
        return "—"
    grown = Fraction(now, before) - 1
    return f"{'+' if grown > 0 else ''}{percent(grown)}"


def columns(values: Sequence[int | None]) -> tuple[Column, ...]:
    """The small drawing: columns over one floor, the greatest as high as it; the last one in the accent."""
    top = max((value for value in values if value is not None), default=0)
    if top <= 0:
        return ()
    step = Fraction(WIDTH, len(values))
    width = min(step * Fraction(7, 10), Fraction(18))
    found = []
    for place, value in enumerate(values):
        if value is None or value <= 0:
            continue
        height = max(Fraction(value, top) * HEIGHT, Fraction(1))
        found.append(
            Column(
                rounded(step * place + (step - width) / 2, 1),
                rounded(HEIGHT - height, 1),
                rounded(width, 1),
                rounded(height, 1),
                place == len(values) - 1,
            )
        )
    return tuple(found)
