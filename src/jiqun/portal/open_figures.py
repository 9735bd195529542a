"""A cluster's open years as a table: a line a figure, a column a year."""

from __future__ import annotations

from collections.abc import Sequence

from jiqun.bilingual import Text
from jiqun.notices.disclosure.contents import OFFERED
from jiqun.notices.disclosure.queries import YearLine
from jiqun.web import figures

FEN_PER_YI = 10**10
TOO_FEW, UNKNOWN = "*", "—"


def table(years: Sequence[YearLine]) -> list[tuple[Text, list[str]]]:
    """The figures that are told in any year; `*` where fewer than three firms gave one."""
    lines = []
    for name, (title, written) in OFFERED.items():
        cells = [cell(year, name, written) for year in years]
        if any(each != UNKNOWN for each in cells):
            lines.append((title, cells))
    return lines


def cell(year: YearLine, name: str, written: str) -> str:
    """One figure as it is written."""
    value = year.values[name]
    if value is None:
        return TOO_FEW if name in year.few else UNKNOWN
    return figures.money(value, FEN_PER_YI) if written == "yi" else figures.figure(value)
