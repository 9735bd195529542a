"""Dates: Excel dates, or text as Chinese offices write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from jiqun.bilingual import Text
from jiqun.facts.workbook.cells import Cell, Unreadable, Written, half_width

_TEXT = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?: 00:00:00)?")
FIRST_YEAR, LAST_YEAR = 1950, 2100


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date."""

    expected: ClassVar[Text] = Text(
        "日期，如 2024-07-10 或 2024年7月10日", "a date such as 2024-07-10 or 2024年7月10日"
    )

    def read(self, cell: Cell) -> date:
        day = self._day(cell)
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        raise Unreadable(
            self.expected,
            Text(
                f"年份须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，请核对；长期有效的请留空。",
                f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}; check it, and leave an open end blank.",
            ),
        )

    def _day(self, cell: Cell) -> date:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        if isinstance(cell, str) and not half_width(cell).isdecimal():
            found = _TEXT.fullmatch(half_width(cell))
            if not found:
                raise Unreadable(self.expected, Text("无法识别为日期，请改写。", "It is not a date; rewrite it."))
            year, month, day = (int(part) for part in found.groups() if part is not None)
            try:
                return date(year, month, day)
            except ValueError:
                raise Unreadable(
                    self.expected, Text("没有这一天，请核对。", "There is no such day; check it.")
                ) from None
        raise Unreadable(
            self.expected,
            Text(
                "所填是数字，不是日期。请将单元格格式设为“日期”，或按示例以文字填写。",
                "It is a number, not a date. Set the cell's format to Date, or write it as text like the example.",
            ),
        )

    def write(self, value: date | None) -> Written:
        return value
