"""Arithmetic on values: each result is again an interval that is right at both ends, and knows its operands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from jiqun.bilingual import Text
from jiqun.law.units import Exact
from jiqun.law.values import BOTTOMLESS, Node, Value, bracketed, joined


@dataclass(frozen=True, slots=True)
class Total(Node):
    """The sum of values: three years pooled, or a sum and the part of it that is still open."""

    parts: tuple[Value, ...]

    def __post_init__(self) -> None:
        self._become(sum(v.low for v in self.parts), _sum_or_none(self.parts), year=_one_year(self.parts))

    def operands(self) -> tuple[Value, ...]:
        return self.parts

    def formula(self) -> Text:
        return bracketed(joined(" + ", (part.formula() for part in self.parts)))


@dataclass(frozen=True, slots=True)
class AtMost(Node):
    """A value of which a further part may or may not belong: SMEs' R&D, and that of firms without a class."""

    sure: Value
    open: Value

    def __post_init__(self) -> None:
        self._become(self.sure.low, _sum_or_none((self.sure, self.open)), year=self.sure.year)

    def operands(self) -> tuple[Value, ...]:
        return (self.sure, self.open)

    def formula(self) -> Text:
        sure, rest = self.sure.formula(), self.open.formula()
        return Text(f"{sure.zh}（另有 {rest.zh}，归属未定）", f"{sure.en} (and {rest.en}, which may belong)")


@dataclass(frozen=True, slots=True)
class Mean(Node):
    """The arithmetic mean of values."""

    parts: tuple[Value, ...]

    def __post_init__(self) -> None:
        n, high = len(self.parts), _sum_or_none(self.parts)
        self._become(Fraction(sum(v.low for v in self.parts)) / n, None if high is None else Fraction(high) / n)

    def operands(self) -> tuple[Value, ...]:
        return self.parts

    def formula(self) -> Text:
        total = bracketed(joined(" + ", (part.formula() for part in self.parts)))
        return joined(f" ÷ {len(self.parts)}", (total, Text("", "")))


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    """One value over another. Undefined when the lower one is zero."""

    above: Value
    below: Value

    def __post_init__(self) -> None:
        above, below = self.above, self.below
        low = _over(above.low, below.high) if below.high else Fraction(0)
        high = _over(above.high, below.low) if above.high is not None and below.low else None
        year = above.year if above.year == below.year or below.year is None else None
        self._become(low, high, undefined=_zero(below), year=year)

    def operands(self) -> tuple[Value, ...]:
        return (self.above, self.below)

    def formula(self) -> Text:
        return joined(" ÷ ", (self.above.formula(), self.below.formula()))


@dataclass(frozen=True, slots=True)
class Share(Node):
    """A part of a whole, made of the part, the rest, and what may be either (firms without a class)."""

    part: Value
    rest: Value
    either: Value | None = None

    def __post_init__(self) -> None:
        part, rest = self.part, self.rest
        either_low = self.either.low if self.either else 0
        either_high: Exact | None = self.either.high if self.either else 0
        # What is missing of the part can only raise the share, what is missing of the rest can only lower it.
        low, high = Fraction(0), Fraction(1)
        if rest.high is not None and either_high is not None and part.low + rest.high + either_high:
            low = _over(part.low, part.low + rest.high + either_high)
        if part.high is not None and either_high is not None and part.high + rest.low + either_low:
            high = _over(part.high + either_high, part.high + either_high + rest.low)
        self._become(low, high, undefined=self._empty(), year=part.year)

    def _empty(self) -> Text | None:
        return _zero(Total(self.operands())) if all(v.high == 0 for v in self.operands()) else None

    def operands(self) -> tuple[Value, ...]:
        return (self.part, self.rest, self.either) if self.either else (self.part, self.rest)

    def formula(self) -> Text:
        whole = joined(" + ", (value.formula() for value in self.operands()))
        return joined(" ÷ ", (self.part.formula(), bracketed(whole)))


@dataclass(frozen=True, slots=True)
class Growth(Node):
    """Compound growth a year over `intervals` years; its bounds are those of end ÷ base, so that no root is taken.

    The number it stands for is (end ÷ base)^(1/n) − 1; a limit p is compared as (1 + p)^n.
    """

    end: Value
    base: Value
    intervals: int

    def __post_init__(self) -> None:
        ratio = Ratio(self.end, self.base)
        self._become(ratio.low, ratio.high, undefined=ratio.undefined, year=self.end.year)

    def bar(self, limit: Exact) -> Exact:
        return Fraction(1 + limit) ** self.intervals

    def floor(self, bound: Exact, step: Exact) -> tuple[int, bool]:
        # (1 + k·step)^n ≤ bound, with 1/step a whole number: the integer root of bound × (1/step)^n.
        per_one = int(1 / Fraction(step))
        scaled = Fraction(bound) * per_one**self.intervals
        root = _root(floor(scaled), self.intervals)
        return root - per_one, root**self.intervals == scaled

    def operands(self) -> tuple[Value, ...]:
        return (self.end, self.base)

    def formula(self) -> Text:
        ratio = joined(" ÷ ", (self.end.formula(), self.base.formula()))
        if self.intervals == 1:
            return joined(" − 1", (ratio, Text("", "")))
        inner = bracketed(ratio)
        return Text(f"{inner.zh}开 {self.intervals} 次方 − 1", f"{inner.en}^(1/{self.intervals}) − 1")


@dataclass(frozen=True, slots=True)
class MeanGrowth(Node):
    """The arithmetic mean of the yearly rates of growth of a series."""

    series: tuple[Value, ...]

    def __post_init__(self) -> None:
        ratios = self._ratios()
        n, high = len(ratios), _sum_or_none(ratios)
        low = Fraction(sum(r.low for r in ratios)) / n - 1
        undefined = next((r.undefined for r in ratios if r.undefined), None)
        self._become(low, None if high is None else Fraction(high) / n - 1, undefined=undefined)

    def _ratios(self) -> tuple[Ratio, ...]:
        return tuple(Ratio(end, base) for base, end in pairwise(self.series))

    def operands(self) -> tuple[Value, ...]:
        return self.series

    def formula(self) -> Text:
        total = bracketed(joined(" + ", (ratio.formula() for ratio in self._ratios())))
        return joined(f" ÷ {len(self.series) - 1} − 1", (total, Text("", "")))


@dataclass(frozen=True, slots=True)
class Change(Node):
    """The change from an earlier value to a later one."""

    earlier: Value
    later: Value

    def __post_init__(self) -> None:
        earlier, later = self.earlier, self.later
        high = None if later.high is None else later.high - earlier.low
        # Without an upper bound of the earlier value the change has no lower one: no rise is certain then.
        low = later.low - earlier.high if earlier.high is not None else BOTTOMLESS
        self._become(low, high, year=later.year)

    def operands(self) -> tuple[Value, ...]:
        return (self.later, self.earlier)

    def formula(self) -> Text:
        return joined(" − ", (bracketed(self.later.formula()), bracketed(self.earlier.formula())))


def total(values: Sequence[Value]) -> Value:
    """The sum of values; of one it is that one."""
    return values[0] if len(values) == 1 else Total(tuple(values))


def _sum_or_none(values: Iterable[Value]) -> Exact | None:
    total: Exact = 0
    for value in values:
        if value.high is None:
            return None
        total += value.high
    return total


def _over(above: Exact, below: Exact) -> Fraction:
    return Fraction(above) / below


def _zero(value: Value) -> Text | None:
    """Why nothing can be divided by a value that is certainly zero."""
    if value.high != 0:
        return None
    formula = value.formula()
    return Text(f"{formula.zh}，为零，不能作除数；请核对", f"{formula.en} is zero and divides nothing; please check")


def _one_year(values: tuple[Value, ...]) -> int | None:
    years = {value.year for value in values}
    return years.pop() if len(years) == 1 else None


def _root(number: int, n: int) -> int:
    """The largest whole number whose n-th power is at most `number` (Newton's method on integers)."""
    if number < 2:
        return number
    guess = 1 << -(-number.bit_length() // n)
    while (better := ((n - 1) * guess + number // guess ** (n - 1)) // n) < guess:
        guess = better
    return guess
