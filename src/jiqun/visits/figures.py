"""The figures of a firm that are looked up in its books, and how far what was seen lies from what was stated.

All in whole numbers of the smallest unit, as the roster keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.workbook.cells import Unreadable
from jiqun.facts.workbook.figures import Figure
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.web.figures import figure

MEASURES = ("output", "revenue", "rd", "employees", "patents", "energy", "exports")
"""The columns of 企业年度数据 that books can show."""
_COLUMNS = {column.field: column for column in FIRM_YEARS.columns if column.field in MEASURES}


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as the roster states it: `value` in the smallest unit (money in 分)."""

    measure: str
    year: int
    value: int

    @property
    def kind(self) -> Figure:
        """How it is read and written."""
        kind = _COLUMNS[self.measure].kind
        assert isinstance(kind, Figure)
        return kind

    @property
    def title(self) -> Text:
        """What it is called, with its year: 2024 年产值."""
        name = _COLUMNS[self.measure].header.partition("（")[0]
        return Text(f"{self.year} 年{name}", f"{EN[self.measure]}, {self.year}")

    @property
    def unit(self) -> Text:
        """The unit it is entered in."""
        return self.kind.unit

    @property
    def shown(self) -> str:
        """The value in that unit."""
        return self.said(self.value)

    def said(self, value: int) -> str:
        """A value of this measure in its unit, with thousands separators: `-1,234.5`."""
        return figure(Fraction(value, self.kind.scale))

    def read(self, text: str) -> int:
        """What a person typed, in the smallest unit. Raises `Unreadable` with what to do."""
        return self.kind.read(text)


EN = {
    "output": "Output",
    "revenue": "Revenue",
    "rd": "R&D spending",
    "employees": "Employees",
    "patents": "Invention patents",
    "energy": "Energy used",
    "exports": "Exports",
}


def stated(rows: Iterable[Mapping[str, Any]]) -> list[Stated]:
    """The figures of a firm's roster rows (`year` and the measures), the latest year first; blanks are not stated."""
    found = [
        Stated(measure, row["year"], row[measure]) for row in rows for measure in MEASURES if row[measure] is not None
    ]
    return sorted(found, key=lambda each: (-each.year, MEASURES.index(each.measure)))


@dataclass(frozen=True, slots=True)
class Deviation:
    """A figure stated beside the one seen, and the document it was seen in."""

    stated: Stated
    seen: int
    document: str = ""

    @property
    def difference(self) -> int:
        """Seen less stated, in the smallest unit."""
        return self.seen - self.stated.value

    @property
    def share(self) -> Fraction | None:
        """The difference as a share of what was stated; `None` where that is nothing."""
        return Fraction(self.difference, self.stated.value) if self.stated.value else None

    def marked(self, threshold: int) -> bool:
        """Whether it differs by more than `threshold` per mille of what was stated; by anything where that was 0."""
        return abs(self.difference) * 1000 > threshold * self.stated.value

    @property
    def text(self) -> Text:
        """少 12.5 万元（-1.04%）."""
        if not self.difference:
            return Text("一致", "the same")
        amount, unit = self.stated.said(abs(self.difference)), self.stated.unit
        share = "" if self.share is None else f"{signed_percent(self.share)}"
        over = self.difference > 0
        zh = f"现场{'多' if over else '少'} {amount} {unit.zh}" + (f"（{share}）" if share else "")
        en = f"{amount} {unit.en} {'more' if over else 'less'} on the spot" + (f" ({share})" if share else "")
        return Text(zh, en)


def signed_percent(share: Fraction) -> str:
    """A signed share in per cent with two decimals: `-1.04%`."""
    units = round(share * 10_000)
    sign = "-" if units < 0 else "+" if units > 0 else ""
    return f"{sign}{abs(units) // 100}.{abs(units) % 100:02d}%"


def seen_in(stated: Stated, text: str, document: str) -> Deviation | None:
    """What was typed beside what is stated; `None` for nothing typed. Raises `Unreadable`."""
    return Deviation(stated, stated.read(text), document) if text else None


__all__ = ["MEASURES", "Deviation", "Stated", "Unreadable", "seen_in", "stated"]
