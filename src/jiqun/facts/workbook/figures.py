"""Figures: decimal text made into whole numbers of the smallest unit, never through a binary fraction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from jiqun.bilingual import Text
from jiqun.facts.workbook.cells import Cell, Kind, Unreadable, Written, half_width

# Sums of a national roster of such figures still fit a signed 64-bit column.
LARGEST = 10**15
_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.\d{1,30})?")
_STANDS_FOR_NOTHING = frozenset(("-", "--", "—", "——", "/", "\\", "无", "暂无", "n/a", "na", "不详", "未知"))


def decimal(cell: Cell, kind: Kind) -> Decimal:
    """The number in a cell as a decimal: an Excel double by its 15 significant digits, or plain decimal text.

    Text may carry thousands separators and full-width digits, nothing else. Raises `Unreadable` for the kind.
    """
    if isinstance(cell, bool):
        raise Unreadable(kind.expected, _ONLY_DIGITS)
    if isinstance(cell, (int, float)):
        number = Decimal(f"{cell:.15g}")
        if number.is_finite():
            return number
        raise Unreadable(kind.expected, _ONLY_DIGITS)
    if isinstance(cell, str):
        text = half_width(cell)
        if _PLAIN.fullmatch(text):
            return Decimal(text.replace(",", ""))
        raise Unreadable(kind.expected, _BLANK_OR_ZERO if text.lower() in _STANDS_FOR_NOTHING else _ONLY_DIGITS)
    raise Unreadable(
        kind.expected,
        Text(
            "单元格被设为日期或时间格式。请将格式改为“常规”后重新填写数字。",
            "The cell has a date or time format. Set its format to General and type the number again.",
        ),
    )


_ONLY_DIGITS = Text(
    "请只填数字（可带小数点和千分位逗号），不要带单位、“约”等文字；单位见表头。",
    "Write digits only (a decimal point and thousands commas may be used), without unit or other words; "
    "the unit stands in the header.",
)
_BLANK_OR_ZERO = Text("未掌握的请留空，确实为零的请填 0。", "Leave it blank if not known; write 0 for a real zero.")
_NEGATIVE = Text("不能为负数，请核对。", "It cannot be negative; check it.")


_NOTHING_FINER = Text("", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity given in `unit` and kept as a whole number of `smallest`, `scale` of which make one `unit`."""

    unit: Text
    scale: int = 1
    smallest: Text = _NOTHING_FINER

    @property
    def expected(self) -> Text:
        if self.scale == 1:
            return Text("不小于 0 的整数（{unit}）", "a whole number, not negative ({unit})").format(unit=self.unit)
        return Text("不小于 0 的数字（{unit}）", "a number, not negative ({unit})").format(unit=self.unit)

    def read(self, cell: Cell) -> int:
        if type(cell) is float and 0 <= cell <= LARGEST / self.scale and cell.is_integer():
            return int(cell) * self.scale  # most cells; a whole number below 10^15 is its 15 digits
        if type(cell) is str and len(cell) < 10 and cell.isascii() and cell.isdecimal():
            return self.read(float(cell))
        number = decimal(cell, self)
        if number < 0:
            raise Unreadable(self.expected, _NEGATIVE)
        numerator, denominator = (number * self.scale).as_integer_ratio()
        if denominator != 1:
            raise Unreadable(self.expected, self._too_fine())
        if numerator > LARGEST:
            raise Unreadable(
                self.expected,
                Text(
                    "数值过大，请核对单位是否为“{unit}”。", "The figure is too large; check that it is in {unit}."
                ).format(unit=self.unit),
            )
        return numerator

    def _too_fine(self) -> Text:
        if self.scale == 1:
            return Text("不能有小数，请填整数。", "It cannot have decimals; write a whole number.")
        return Text(
            "小数位过多，最多保留到{smallest}（{places} 位小数）。请四舍五入后填写。",
            "Too many decimals: the smallest unit is {smallest} ({places} decimals). Round it.",
        ).format(smallest=self.smallest, places=len(str(self.scale)) - 1)

    def write(self, value: int | None) -> Written:
        # The scale is a power of ten, so shifting the point is exact at any size.
        return None if value is None else Decimal(value).scaleb(1 - len(str(self.scale)))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A decimal number of any unit, kept exactly."""

    expected: ClassVar[Text] = Text("不小于 0 的数字", "a number, not negative")

    def read(self, cell: Cell) -> Fraction:
        number = decimal(cell, self)
        if number < 0:
            raise Unreadable(self.expected, _NEGATIVE)
        if number > LARGEST:
            raise Unreadable(self.expected, Text("数值过大，请核对单位。", "The number is too large; check its unit."))
        return Fraction(number)

    def write(self, value: Fraction) -> Written:
        """Raises `ValueError` for a number without a finite decimal expansion, which no workbook can have given."""
        rest, places = value.denominator, 0
        for prime in (2, 5):
            power = 0
            while rest % prime == 0:
                rest, power = rest // prime, power + 1
            places = max(places, power)
        if rest != 1:
            raise ValueError(f"{value} has no exact decimal form")
        return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")


FIRST_YEAR, LAST_YEAR = 2000, 2099
_A_YEAR = Text("请填四位数字的年份，每格一个年度。", "Write one year of four digits in each cell.")


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year: 2024, “2024” or “2024年”."""

    expected: ClassVar[Text] = Text("四位年份，如 2024", "a year of four digits such as 2024")

    def read(self, cell: Cell) -> int:
        if isinstance(cell, date):
            raise Unreadable(
                self.expected,
                Text(
                    "单元格被设为日期格式。请将格式改为“常规”后重新填写年份。",
                    "The cell has a date format. Set its format to General and type the year again.",
                ),
            )
        if isinstance(cell, str):
            cell = half_width(cell).removesuffix("年")
        try:
            number = decimal(cell, self)
        except Unreadable:
            raise Unreadable(self.expected, _A_YEAR) from None
        if number != number.to_integral_value() or not FIRST_YEAR <= number <= LAST_YEAR:
            raise Unreadable(
                self.expected,
                Text(
                    f"年份须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，请核对。",
                    f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}; check it.",
                ),
            )
        return int(number)

    def write(self, value: int) -> Written:
        return Decimal(value)
