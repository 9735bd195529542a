"""A firm's answers as a table: a row a figure, a column a year, each with what was known and what the checks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.collection.asked import COLUMNS, as_text, is_choice, title, unit
from jiqun.collection.models import Return


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: its text, what was known before (where it is another), the change, and a remark of the checks."""

    name: str
    year: int
    text: str
    known: str
    change: str
    remark: Text | None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure through the years."""

    title: str
    unit: Text | None
    choice: bool
    cells: list[Cell]

    @property
    def blank(self) -> bool:
        """Whether nothing was given in any year."""
        return not any(cell.text for cell in self.cells)


def table(given: Return, prefill: Mapping[str, str], figures: Sequence[str], years: Sequence[int]) -> list[Row]:
    """A confirmed return beside what was known before; no query."""
    said = {each["name"]: Text(each["zh"], each["en"]) for each in given.warnings}
    found = []
    for figure in figures:
        column = COLUMNS[figure]
        cells = []
        for year in years:
            name, value = f"{figure}-{year}", given.values["figures"][str(year)].get(figure)
            text, known = as_text(figure, value), prefill.get(f"{figure}-{year}", "")
            other = known if known and known != text else ""
            before = given.values["figures"].get(str(year - 1), {}).get(figure)
            cells.append(Cell(name, year, grouped(text), grouped(other), change(before, value), said.get(name)))
        found.append(Row(title(column), unit(column), is_choice(column), cells))
    return found


def grouped(text: str) -> str:
    """With thousands separators: 1234567.5 as 1,234,567.5; anything but a number stays."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isascii() and whole.isdecimal() else text


def change(before: Any, value: Any) -> str:
    """The change against the year before in per cent, one decimal, half to even; nothing where there is none."""
    if before is None or value is None or isinstance(value, bool) or not before:
        return ""
    tenths = round(Fraction((value - before) * 1000, before))
    sign = "-" if tenths < 0 else "+"
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}%"
