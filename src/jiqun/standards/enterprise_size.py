"""Size of an enterprise: large, medium, small or micro (中小企业划型标准规定, 工信部联企业〔2011〕300号, Article 4).

Each industry has one or two indicators. Large, medium and small need all of them at the class's lower bound, so the
class is the lowest that any indicator gives; a bound itself belongs to the higher class (及以上). With a figure
missing, the class may still be settled: few employees make a firm micro whatever it sells.

Not every industry has a row. Railways (53), finance (66–69, which has its own standard), letting of own property (704),
education (83), health (84), public bodies (91–97) stand outside: no class is possible there, `possible` is empty,
`classify` and `sme` say None. So do a code the standard of industries does not have, and a wide code of which a part
stands outside (70). A wide code whose parts fall under different rows (59) has every class that one of them allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from jiqun.bilingual import Text
from jiqun.standards import industries, tables

FEN_PER_WANYUAN = 1_000_000


class Size(StrEnum):
    """A class of the standard; the value is its Chinese name, `text` both names."""

    LARGE = "大型"
    MEDIUM = "中型"
    SMALL = "小型"
    MICRO = "微型"

    @property
    def text(self) -> Text:
        """The class as a reader sees it."""
        return Text(self.value, self.name.capitalize())

    @property
    def is_sme(self) -> bool:
        """Whether the class is 中小微企业, that is not large."""
        return self is not Size.LARGE


DESCENDING = tuple(Size)
_INDICATORS: dict[str, Literal["employees", "revenue", "assets"]] = {
    "从业人员": "employees",
    "营业收入": "revenue",
    "资产总额": "assets",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lower bounds of one indicator: people for `employees`, 分 for `revenue` and `assets`."""

    indicator: Literal["employees", "revenue", "assets"]
    large: int
    medium: int
    small: int

    def size(self, figure: int) -> Size:
        """The class this figure alone would give."""
        if figure >= self.large:
            return Size.LARGE
        if figure >= self.medium:
            return Size.MEDIUM
        return Size.SMALL if figure >= self.small else Size.MICRO


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the standard: the industry's name there, its one or two indicators, and the source."""

    industry: str
    bounds: tuple[Bounds, ...]
    source: str

    def possible(self, *, employees: int | None, revenue: int | None, assets: int | None) -> frozenset[Size]:
        """The classes a firm of this row can have when a missing figure may be anything."""
        figures = {"employees": employees, "revenue": revenue, "assets": assets}
        given = [(b, figure) for b in self.bounds if (figure := figures[b.indicator]) is not None]
        # The lowest class any given figure asks for; a missing figure can only lower it.
        lowest = max((DESCENDING.index(b.size(figure)) for b, figure in given), default=0)
        if len(given) == len(self.bounds):
            return frozenset({DESCENDING[lowest]})
        return frozenset(DESCENDING[lowest:])


@lru_cache(maxsize=1)
def _rows_by_name() -> dict[str, Row]:
    bounds: dict[str, list[Bounds]] = {}
    sources: dict[str, str] = {}
    for r in tables.shipped("sme_classification.csv"):
        scale = FEN_PER_WANYUAN if r["unit"] == "万元" else 1
        large, medium, small = (int(r[k]) * scale for k in ("large_min", "medium_min", "small_min"))
        bounds.setdefault(r["industry"], []).append(Bounds(_INDICATORS[r["indicator"]], large, medium, small))
        sources[r["industry"]] = r["source"]
    return {name: Row(name, tuple(found), sources[name]) for name, found in bounds.items()}


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[str, str, Row], ...]:
    ranges = []
    for r in tables.shipped("industry_to_size_row.csv"):
        first, _, last = r["gbt4754_codes"].partition("-")
        ranges.append((first, last or first, _rows_by_name()[r["industry"]]))
    return tuple(ranges)


@lru_cache(maxsize=4096)
def rows(industry_code: str) -> tuple[Row, ...]:
    """The rows of the standard an industry code falls under: one, several for a wide code such as 59, or none.

    None when the code, or a part of a wide code, stands outside the standard.
    """
    if industries.find(industry_code[:2]) is None:
        return ()
    for first, last, row in _ranges():
        if len(industry_code) >= len(first) and first <= industry_code[: len(first)] <= last:
            return (row,)
    found: dict[Row, None] = {}
    for part in industries.children(industry_code):
        below = rows(part.code)
        if not below:
            return ()
        found.update(dict.fromkeys(below))
    return tuple(found)


def possible(industry_code: str, *, employees: int | None, revenue: int | None, assets: int | None) -> frozenset[Size]:
    """The classes a firm can have when a missing figure (None) may be anything; money in 分.

    Empty when the standard has no row for the industry.
    """
    found: frozenset[Size] = frozenset()
    for row in rows(industry_code):
        found |= row.possible(employees=employees, revenue=revenue, assets=assets)
    return found


def classify(industry_code: str, *, employees: int | None, revenue: int | None, assets: int | None) -> Size | None:
    """The class of a firm when the figures given settle it, else None; money in 分.

    None also when the standard has no row for the industry (`rows` is empty then).
    """
    found = possible(industry_code, employees=employees, revenue=revenue, assets=assets)
    return next(iter(found)) if len(found) == 1 else None


def sme(industry_code: str, *, employees: int | None, revenue: int | None, assets: int | None) -> bool | None:
    """Whether a firm is 中小微企业: True or False when every possible class agrees, else None; money in 分."""
    answers = {size.is_sme for size in possible(industry_code, employees=employees, revenue=revenue, assets=assets)}
    return answers.pop() if len(answers) == 1 else None
