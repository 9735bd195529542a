"""One firm's line of the roster as the workbook writes it: its columns, their words, and what a correction changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.rows import FirmYear
from jiqun.facts.workbook.sheets import FIRM_YEARS, Column

_ENGLISH = {
    "industry": "Industry code",
    "employees": "Employees",
    "revenue": "Revenue (10,000 yuan)",
    "assets": "Assets (10,000 yuan)",
    "output": "Output (10,000 yuan)",
    "rd": "R&D spending (10,000 yuan)",
    "patents": "Valid invention patents",
    "energy": "Energy (tonnes of coal equivalent)",
    "co2": "Carbon dioxide (tonnes)",
    "platform": "Uses an industrial internet platform",
    "software": "Uses industrial software",
    "exports": "Exports (10,000 yuan)",
    "value_added": "Value added (10,000 yuan)",
}
COLUMNS: MappingProxyType[str, Column] = MappingProxyType(
    {column.field: column for column in FIRM_YEARS.columns if column.field in _ENGLISH}
)
"""The columns that can be corrected, by field; firm, name and year say which line it is."""

BLANK = Text("未填", "not given")
ANSWERS = MappingProxyType({"是": Text("是", "Yes"), "否": Text("否", "No")})


@dataclass(frozen=True, slots=True)
class Change:
    """One column before and after, as the workbook writes it."""

    name: str
    label: Text
    before: Text
    after: Text


def label(name: str) -> Text:
    """A column's header, unit included."""
    return Text(COLUMNS[name].header, _ENGLISH[name])


def written(name: str, value: Any) -> str:
    """A value as one types it into the workbook: `680000`, `是`; empty for what was not given."""
    cell = None if value is None else COLUMNS[name].kind.write(value)
    if isinstance(cell, Decimal):
        text = f"{cell:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if cell is None else str(cell)


def changes(before: FirmYear, after: FirmYear) -> list[Change]:
    """What differs between two lines, in the order of the sheet."""
    return [
        Change(name, label(name), _words(name, getattr(before, name)), _words(name, getattr(after, name)))
        for name in COLUMNS
        if getattr(before, name) != getattr(after, name)
    ]


def said(found: Sequence[Change]) -> Text:
    """Changes as one sentence's part: 产值（万元）12 → 15."""
    return Text(
        "，".join(f"{c.label.zh} {c.before.zh} → {c.after.zh}" for c in found),
        ", ".join(f"{c.label.en} {c.before.en} → {c.after.en}" for c in found),
    )


def _words(name: str, value: Any) -> Text:
    text = written(name, value)
    return ANSWERS.get(text, Text(text, text)) if text else BLANK
