"""Yearly figures beside those of the year before and those stated last: what differs by more than a set limit.

The limits are data (`data/difference_limits.csv`), the product's own proposal. A difference is no fault: it asks for a
reason, and nothing is blocked or corrected by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jiqun.bilingual import Text
from jiqun.forms.definitions import Field
from jiqun.standards import tables
from jiqun.web import figures

LIMITS = Path(__file__).parent / "data" / "difference_limits.csv"
COMPARED = ("figures", "decimal")

_YEAR_BEFORE = Text(
    "{what}{year} 年 {value}，{earlier_year} 年 {earlier}，{way}，超过 {limit}",
    "{what}{year}: {value}, {earlier_year}: {earlier}; {way}, beyond {limit}",
)
_RESTATED = Text(
    "{what}{year} 年本次填 {value}，上次申报填 {earlier}，{way}，超过 {limit}",
    "{what}{year}: now {value}, stated last as {earlier}; {way}, beyond {limit}",
)
_FROM_ZERO = Text("由 0 变为有数", "from zero")
_MORE, _LESS = Text("多 {by}", "{by} more"), Text("少 {by}", "{by} less")
_POINTS = Text("{n} 个百分点", "{n} percentage points")


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a figure may differ without a reason: a share of the other figure, or percentage points.

    `year_on_year` is against the year before, `restated` against what was stated last for the same year.
    """

    points: bool
    year_on_year: Fraction
    restated: Fraction


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that differs from another by more than the limit; a share as a fraction, points as they are."""

    part: Text
    unit: Text
    year: int
    value: Fraction
    earlier_year: int
    earlier: Fraction
    points: bool
    limit: Fraction

    @property
    def text(self) -> Text:
        """What differs from what, and by how much."""
        said = _RESTATED if self.year == self.earlier_year else _YEAR_BEFORE
        return said.format(
            what=Text(f"{self.part.zh} " if self.part.zh else "", f"{self.part.en} " if self.part.en else ""),
            year=self.year,
            value=self._figure(self.value),
            earlier_year=self.earlier_year,
            earlier=self._figure(self.earlier),
            way=self._way(),
            limit=self._size(self.limit),
        )

    def _figure(self, number: Fraction) -> Text:
        written = figures.shown(number, "exact")
        if self.unit.zh == "%":
            return Text(f"{written}%", f"{written}%")
        times = " × " if self.unit.en[:1].isdigit() else " "
        return Text(f"{written} {self.unit.zh}".rstrip(), f"{written}{times}{self.unit.en}".rstrip())

    def _way(self) -> Text:
        apart = abs(self.value - self.earlier)
        if not self.points and not self.earlier:
            return _FROM_ZERO
        size = self._size(apart if self.points else apart / self.earlier, beside=self.limit)
        return (_MORE if self.value > self.earlier else _LESS).format(by=size)

    def _size(self, size: Fraction, beside: Fraction | None = None) -> Text:
        if self.points:
            return _POINTS.format(n=figures.shown(size, "exact"))
        said = figures.percent(size, "exact") if beside is None else figures.percent_beside(size, beside)
        return Text(said, said)


def limit_of(field: Field) -> Limit:
    """The limit of a field: its own, else that of its unit, else the general one."""
    found = _limits()
    return found.get((field.id, "")) or found.get(("", field.unit.zh)) or found[("", "")]


def differences(
    field: Field, value: Any, base_year: int, last: Any = None, last_base_year: int | None = None
) -> tuple[Difference, ...]:
    """What differs beyond the limit, within the figures entered and from those stated last, oldest year first.

    `value` and `last` are answers of the field (`figures` or `decimal`), `last_base_year` the year the last ones end
    with. Two years that both stand as they were stated last are not asked about again.
    """
    if field.ask not in COMPARED:
        return ()
    limit, now = limit_of(field), series(field, value, base_year)
    before = series(field, last, last_base_year) if last_base_year is not None else {}
    found = []
    for part, figures_now in now.items():
        stated = before.get(part, {})
        for year, number in sorted(figures_now.items()):
            if year in stated and differs(number, stated[year], limit.points, limit.restated):
                found.append(_difference(field, part, year, number, year, stated[year], limit))
            earlier = figures_now.get(year - 1, stated.get(year - 1))
            known = stated.get(year) == number and stated.get(year - 1) == earlier
            if earlier is not None and not known and differs(number, earlier, limit.points, limit.year_on_year):
                found.append(_difference(field, part, year, number, year - 1, earlier, limit))
    return tuple(found)


def differs(value: Fraction, other: Fraction, points: bool, limit: Fraction) -> bool:
    """Whether two figures lie further apart than the limit: in points, or as a share of the other figure."""
    return abs(value - other) > (limit if points else limit * abs(other))


def series(field: Field, value: Any, base_year: int) -> dict[Text, dict[int, Fraction]]:
    """An answer's figures by part and year; a single figure is of the base year. What is no figure is left out."""
    if field.ask == "decimal":
        lines: list[tuple[Text, Any]] = [(Text("", ""), {str(base_year): value})]
    elif not isinstance(value, Mapping):
        lines = []
    else:
        lines = [(part, value.get(part.zh)) for part in field.parts] or [(Text("", ""), value)]
    return {part: dict(_numbers(line)) for part, line in lines}


def _numbers(line: Any) -> Iterator[tuple[int, Fraction]]:
    for year, text in line.items() if isinstance(line, Mapping) else ():
        try:
            yield int(year), Fraction(text)
        except (TypeError, ValueError, ZeroDivisionError):
            continue


def _difference(
    field: Field, part: Text, year: int, value: Fraction, earlier_year: int, earlier: Fraction, limit: Limit
) -> Difference:
    allowed = limit.restated if year == earlier_year else limit.year_on_year
    return Difference(part, field.unit, year, value, earlier_year, earlier, limit.points, allowed)


@cache
def _limits() -> dict[tuple[str, str], Limit]:
    found = {}
    for row in tables.read(LIMITS):
        points = row["way"] == "points"
        size = 1 if points else 100
        found[row["field"], row["unit"]] = Limit(
            points, Fraction(row["year_on_year"]) / size, Fraction(row["restated"]) / size
        )
    return found
