"""A remark about one cell, the line it stands in, and the bounds that decide."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jiqun.bilingual import Text

FIRM_YEARS, HONOURS = "企业年度数据", "荣誉资质"
HEADERS: Mapping[str, str] = {
    "uscc": "统一社会信用代码",
    "name": "企业名称",
    "industry": "行业代码",
    "year": "年度",
    "employees": "从业人员（人）",
    "revenue": "营业收入（万元）",
    "assets": "资产总额（万元）",
    "output": "产值（万元）",
    "rd": "研发经费（万元）",
    "exports": "出口额（万元）",
}
TITLES: Mapping[str, Text] = {
    "employees": Text("从业人员", "employees"),
    "revenue": Text("营业收入", "revenue"),
    "assets": Text("资产总额", "assets"),
    "output": Text("产值", "output"),
    "rd": Text("研发经费", "R&D spending"),
    "exports": Text("出口额", "exports"),
}
FEN_A_WAN = 1_000_000


class Entry(Protocol):
    """One filled line as the reader has it: its row, counted from 1, and the values that could be read."""

    @property
    def row(self) -> int: ...

    @property
    def values(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a look. `header` names the column, `found` is what stands there, as on the sheet."""

    sheet: str
    row: int
    header: str
    found: str
    text: Text


def of_firm(entry: Entry, field: str, text: Text) -> Remark:
    """A remark about a cell of 企业年度数据."""
    value = entry.values.get(field)
    return Remark(FIRM_YEARS, entry.row, HEADERS[field], "" if value is None else on_sheet(field, value), text)


def on_sheet(field: str, value: Any) -> str:
    """A value as it stands on the sheet: money in 万元."""
    if field in ("revenue", "assets", "output", "rd", "exports"):
        return wan(value)
    return str(value)


def wan(fen: int) -> str:
    """Money in 万元, exactly, with thousands separators."""
    return f"{(Decimal(fen) / FEN_A_WAN).normalize():,f}"


def firms(entries: list[Entry]) -> dict[str, list[Entry]]:
    """The lines of each firm whose code and year could be read, by year."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if "uscc" in entry.values and "year" in entry.values:
            found.setdefault(entry.values["uscc"], []).append(entry)
    for lines in found.values():
        lines.sort(key=lambda entry: entry.values["year"])
    return found


@cache
def bounds() -> Mapping[str, Fraction]:
    """The bounds by name, exact. None of them enters a finding of the measure."""
    path = Path(__file__).parents[1] / "data" / "plausibility.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: Fraction(row["value"]) for row in csv.DictReader(file)}
