"""What a firm is asked: the columns of 企业年度数据, each for the years of the collection.

A question is named `output-2024`; the industry code is asked once, as `industry`, and `remark` is free text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiqun.facts.amounts import plain
from jiqun.facts.rows import FirmYear
from jiqun.facts.workbook.cells import YesNo, blank
from jiqun.facts.workbook.figures import Figure
from jiqun.facts.workbook.sheets import FIRM_YEARS, Column

KEYS = ("uscc", "name", "industry", "year")
COLUMNS: Mapping[str, Column] = {column.field: column for column in FIRM_YEARS.columns if column.field not in KEYS}
"""Every figure that can be asked, in the order of the sheet."""
INDUSTRY = next(column for column in FIRM_YEARS.columns if column.field == "industry")
ONCE = ("industry", "remark")


@dataclass(frozen=True, slots=True)
class Question:
    """One figure of one year."""

    figure: str
    year: int

    @property
    def name(self) -> str:
        """Its name in forms and drafts."""
        return f"{self.figure}-{self.year}"

    @property
    def column(self) -> Column:
        """How the roster workbook declares it."""
        return COLUMNS[self.figure]


def questions(figures: Iterable[str], years: Sequence[int]) -> list[Question]:
    """Every figure of every year, figure by figure, the years ascending."""
    return [Question(figure, year) for figure in figures for year in sorted(years)]


def title(column: Column) -> str:
    """The header without its unit: 产值."""
    return column.header.partition("（")[0]


def unit(column: Column) -> Any:
    """The unit a figure is given in; `None` for 是/否."""
    return column.kind.unit if isinstance(column.kind, Figure) else None


def is_choice(column: Column) -> bool:
    """Whether it is answered 是 or 否."""
    return isinstance(column.kind, YesNo)


def as_text(figure: str, value: int | bool | None) -> str:
    """A stored value as a person types it: 分 become 万元, exactly."""
    if value is None:
        return ""
    kind = COLUMNS[figure].kind
    if isinstance(kind, Figure):
        return plain(int(value), len(str(kind.scale)) - 1)
    return "是" if value else "否"


def as_value(figure: str, text: str) -> int | bool | None:
    """What was typed as the stored value; nothing for a blank. Raises `Unreadable`."""
    if blank(text):
        return None
    value: int | bool = COLUMNS[figure].kind.read(text)
    return value


def firm_years(uscc: str, name: str, industry: str, values: Mapping[int, Mapping[str, Any]]) -> list[FirmYear]:
    """The lines of 企业年度数据 of one firm, the years ascending; a year without any figure gives no line."""
    return [
        FirmYear(uscc, name, industry, year, **given)
        for year, given in sorted(values.items())
        if any(value is not None for value in given.values())
    ]
