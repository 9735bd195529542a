"""Units: what facts are kept in, what a limit is written in, and how a person reads both. All exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.facts.amounts import plain as plain
from jiqun.facts.amounts import read as read
from jiqun.facts.amounts import said as said

Exact = int | Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit a limit may be written in.

    `base`: the unit facts are kept in; `size`: base units in one; `written`: what one written unit is worth in the
    finding's unit (a percent is 1/100 of a plain ratio); `json`: the finding's unit; `decimals` shown of it; `shift`:
    places the point moves right for a reader of Chinese and of English (0.1 is 10%, 1 亿元 is 100 million yuan).
    """

    name: str
    base: str
    size: Exact
    decimals: int
    text: Text
    difference: Text | None = None
    written: Exact = 1
    json: str = ""
    shift: tuple[int, int] = (0, 0)

    def amount(self, number: str) -> Text:
        """A number of the finding's unit as a person reads it: `0.0962` is 9.62%."""
        return Text(self.said(number, True), self.said(number, False))

    def said(self, number: str, zh: bool) -> str:
        """`amount` in one language."""
        return self._read(self.text, number, zh)

    def distance(self, number: str, zh: bool) -> str:
        """The same for a difference: percentage points where the unit is a percentage."""
        return self._read(self.difference or self.text, number, zh)

    def _read(self, unit: Text, number: str, zh: bool) -> str:
        return shifted(number, self.shift[0]) + unit.zh if zh else shifted(number, self.shift[1]) + unit.en


def _unit(name: str, base: str, size: Exact, decimals: int, en: str, shift_en: int = 0) -> Unit:
    return Unit(name, base, size, decimals, Text(f" {name}", en), json=name, shift=(0, shift_en))


_POINTS = Text(" 个百分点", " percentage points")
UNITS = {
    unit.name: unit
    for unit in (
        Unit("%", "", 1, 4, Text("%", "%"), _POINTS, Fraction(1, 100), shift=(2, 2)),
        _unit("亿元", "分", 10**10, 2, " million yuan", 2),
        _unit("平方公里", "平方米", 10**6, 2, " km²"),
        _unit("家", "家", 1, 0, ""),
        _unit("起", "起", 1, 0, ""),
        _unit("件/万人", "件/人", Fraction(1, 10**4), 2, " per 10,000 people"),
        _unit("吨/万元", "千克/分", Fraction(1, 10**3), 6, " t per 10,000 yuan"),
        _unit("倍", "倍", 1, 4, " times"),
    )
}


def decimal(number: Exact) -> str:
    """A number that ends in decimals, in full; `ValueError` when it does not end."""
    if isinstance(number, int):
        return str(number)
    places, rest = 0, number.denominator
    while rest % 10 == 0:
        places, rest = places + 1, rest // 10
    while rest > 1:
        factor = next((f for f in (2, 5) if rest % f == 0), None)
        if factor is None:
            raise ValueError(f"{number} has no end in decimals")
        places, rest = places + 1, rest // factor
    return plain(number.numerator * 10**places // number.denominator, places)


def shifted(number: str, places: int) -> str:
    """Decimal text with the point moved right: `0.0962` by two places is `9.62`."""
    if not places or number == "0":
        return number
    sign = "-" if number[0] == "-" else ""
    whole, _, rest = number.removeprefix("-").partition(".")
    rest = rest.ljust(places, "0")
    whole = (whole + rest[:places]).lstrip("0") or "0"
    return f"{sign}{whole}.{rest[places:]}" if len(rest) > places else sign + whole
