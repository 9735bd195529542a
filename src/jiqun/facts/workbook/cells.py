"""What may stand in a cell: each kind reads what a sheet holds into a typed value, and writes it back.

A kind gets the value of one filled cell (blank cells never reach it) and either returns the typed value or
raises `Unreadable` with what is expected and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from jiqun.bilingual import Text, listing

Cell = str | float | int | bool | date | datetime | time | timedelta
Written = str | Decimal | date | None
BLANKS = " \t\r\n\u00a0\u3000\ufeff\u200b"
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋／", "0123456789.,-+/")


class Unreadable(ValueError):
    """A cell that does not hold what its column asks for."""

    def __init__(self, expected: Text, text: Text) -> None:
        super().__init__(text.zh)
        self.expected = expected
        self.text = text


class Kind(Protocol):
    """One kind of cell."""

    @property
    def expected(self) -> Text:
        """What should stand in the cell, as it completes “应为…” and “expected …”."""
        ...

    def read(self, cell: Cell) -> Any:
        """The typed value, or `Unreadable`."""
        ...

    def write(self, value: Any) -> Written:
        """What to put in the cell; `None` leaves it blank."""
        ...


def blank(cell: object) -> bool:
    """Whether nothing stands in the cell but spaces."""
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip(BLANKS))


def half_width(text: str) -> str:
    """Full-width digits and signs, as Chinese input methods type them, in half width; spaces around removed."""
    return text.strip(BLANKS).translate(_HALF_WIDTH)


def shown(cell: Cell | None) -> str:
    """What stands in the cell, as a person sees it, cut after 60 characters."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return f"{cell:.15g}"
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    text = cell.strip(BLANKS) if isinstance(cell, str) else str(cell)
    return text if len(text) <= 60 else text[:59] + "…"


TURNED_TO_DATE = Text(
    "表格软件已把所填内容转成了日期。请将单元格格式设为“文本”后重新填写。",
    "The spreadsheet turned the entry into a date. Set the cell's format to Text and type it again.",
)
RETYPE = Text("请将单元格格式设为“文本”后重新填写。", "Set the cell's format to Text and type it again.")


def words(cell: Cell, expected: Text) -> str:
    """The text of a cell, a number by its digits; `Unreadable` for what the spreadsheet made a date or a truth."""
    if isinstance(cell, str):
        return cell.strip(BLANKS)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return f"{cell:.15g}"
    raise Unreadable(expected, RETYPE if isinstance(cell, bool) else TURNED_TO_DATE)


@dataclass(frozen=True, slots=True)
class Words:
    """Free text, without spaces around it."""

    expected: ClassVar[Text] = Text("文字", "text")

    def read(self, cell: Cell) -> str:
        return words(cell, self.expected)

    def write(self, value: str) -> Written:
        return value or None


UNKNOWN_GRADES = frozenset(("未知", "不详", "不明", "未定", "待定", "未定级", "待认定", "尚未认定", "unknown"))


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of an incident as its authority decided it; a word for “unknown” is `None`."""

    expected: ClassVar[Text] = Text(
        "有关部门认定的等级，未认定的留空", "the grade its authority decided, blank if undecided"
    )

    def read(self, cell: Cell) -> str | None:
        text = words(cell, self.expected)
        return None if text.lower() in UNKNOWN_GRADES else text

    def write(self, value: str | None) -> Written:
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the listed words."""

    options: tuple[str, ...]

    @property
    def expected(self) -> Text:
        return Text("以下之一：{options}", "one of: {options}").format(options=listing(self.options))

    def read(self, cell: Cell) -> str:
        text = cell.strip(BLANKS) if isinstance(cell, str) else ""
        if text in self.options:
            return text
        raise Unreadable(
            self.expected,
            Text("请从下拉列表中选择，文字须完全一致。", "Pick it from the list; the words must match exactly."),
        )

    def write(self, value: str) -> Written:
        if value not in self.options:
            raise ValueError(f"{value!r} is none of {self.options}")
        return value


@dataclass(frozen=True, slots=True)
class YesNo:
    """是 or 否."""

    may_be_blank: bool = True

    @property
    def expected(self) -> Text:
        if self.may_be_blank:
            return Text("“是”或“否”，不掌握的留空", "是 (yes) or 否 (no), blank if not known")
        return Text("“是”或“否”", "是 (yes) or 否 (no)")

    def read(self, cell: Cell) -> bool:
        text = cell.strip(BLANKS) if isinstance(cell, str) else ""
        if text == "是":
            return True
        if text == "否":
            return False
        raise Unreadable(
            self.expected,
            Text(
                "不接受“√”“有”“Y”、TRUE 等写法，请改为“是”或“否”。",
                "Ticks, 有, Y, TRUE and the like are not accepted; write 是 or 否.",
            ),
        )

    def write(self, value: bool | None) -> Written:
        return None if value is None else "是" if value else "否"
