"""Arithmetic on values: each result is again an interval that is right at both ends, and knows its operands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from jiqun.bilingual import Text
from jiqun.law.limits import Limit
from jiqun.law.values import BOTTOMLESS, Pair, Value, bracketed, joined


class Total(Value):
    """The sum of values: three years pooled, or a sum and the part of it that is still open."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Value]) -> None:
        self.parts = parts
        self.ln, self.ld = _lows(parts)
        self.hn, self.hd = _highs(parts)
        self.void = any(v.void for v in parts)

    @property
    def year(self) -> int | None:
        years = {value.year for value in self.parts}
        return years.pop() if len(years) == 1 else None

    def operands(self) -> Sequence[Value]:
        return self.parts

    def formula(self, zh: bool) -> str:
        return bracketed(joined(" + ", (part.formula(zh) for part in self.parts)), zh)


class AtMost(Value):
    """A value of which a further part may or may not belong: SMEs' R&D, and that of firms without a class."""

    __slots__ = ("open", "sure")

    def __init__(self, sure: Value, open: Value) -> None:
        self.sure, self.open = sure, open
        self.ln, self.ld = sure.ln, sure.ld
        self.hn, self.hd = _highs((sure, open))
        self.void = sure.void or open.void

    @property
    def year(self) -> int | None:
        return self.sure.year

    def operands(self) -> Sequence[Value]:
        return (self.sure, self.open)

    def formula(self, zh: bool) -> str:
        sure, rest = self.sure.formula(zh), self.open.formula(zh)
        return f"{sure}（另有 {rest}，归属未定）" if zh else f"{sure} (and {rest}, which may belong)"


class Mean(Total):
    """The arithmetic mean of values."""

    __slots__ = ()

    def __init__(self, parts: Sequence[Value]) -> None:
        super().__init__(parts)
        self.ld *= len(parts)
        self.hd *= len(parts)

    @property
    def year(self) -> int | None:
        return None

    def formula(self, zh: bool) -> str:
        return joined("", (super().formula(zh), f" ÷ {len(self.parts)}"))


class Ratio(Value):
    """One value over another. Void when the lower one may be zero: then there is perhaps no number to compare."""

    __slots__ = ("above", "below")

    def __init__(self, above: Value, below: Value) -> None:
        self.above, self.below = above, below
        self.void = above.void or below.void or not below.ln
        if below.hd and below.hn:
            self.ln, self.ld = above.ln * below.hd, above.ld * below.hn
        else:
            self.ln, self.ld = 0, 1
        # Without an upper bound above, or with perhaps nothing below, there is no upper bound: denominator 0.
        self.hn, self.hd = above.hn * below.ld, above.hd * below.ln

    @property
    def year(self) -> int | None:
        above, below = self.above.year, self.below.year
        return above if below is None or above == below else None

    def operands(self) -> Sequence[Value]:
        return (self.above, self.below)

    def why_void(self) -> Text | None:
        return super().why_void() or _zero(self.below)

    def formula(self, zh: bool) -> str:
        return joined(" ÷ ", (self.above.formula(zh), self.below.formula(zh)))


class Share(Value):
    """A part of a whole, made of the part, the rest, and what may be either (firms without a class)."""

    __slots__ = ("_operands", "part")

    def __init__(self, part: Value, rest: Value, either: Value | None = None) -> None:
        self.part = part
        self._operands = (part, rest) if either is None else (part, rest, either)
        self.void = part.void or rest.void or (either is not None and either.void)
        # What is missing of the part can only raise the share, what is missing of the rest can only lower it.
        n, d = (rest.hn, rest.hd) if either is None else _highs((rest, either))
        self.ln, self.ld = part.ln * d, part.ln * d + n * part.ld
        n, d = (part.hn, part.hd) if either is None else _highs((part, either))
        self.hn, self.hd = n * rest.ld, n * rest.ld + rest.ln * d
        if not self.ld:
            self.ln, self.ld = 0, 1
        if not d or not self.hd:
            self.hn, self.hd = 1, 1
            self.void = self.void or self._empty()

    @property
    def year(self) -> int | None:
        return self.part.year

    def _empty(self) -> bool:
        return all(v.hd and not v.hn for v in self._operands)

    def operands(self) -> Sequence[Value]:
        return self._operands

    def why_void(self) -> Text | None:
        return super().why_void() or (_zero(Total(self._operands)) if self._empty() else None)

    def formula(self, zh: bool) -> str:
        whole = joined(" + ", (value.formula(zh) for value in self._operands))
        return joined(" ÷ ", (self.part.formula(zh), bracketed(whole, zh)))


class Growth(Ratio):
    """Compound growth a year over `intervals` years; its bounds are those of end ÷ base, so that no root is taken.

    The number it stands for is (end ÷ base)^(1/n) − 1; a limit p is compared as (1 + p)^n.
    """

    __slots__ = ("intervals",)

    def __init__(self, end: Value, base: Value, intervals: int) -> None:
        super().__init__(end, base)
        self.intervals = intervals

    @property
    def year(self) -> int | None:
        return self.above.year

    def bar(self, limit: Limit) -> Pair:
        return limit.grown(self.intervals)

    def floor(self, bound: Pair, step: Fraction) -> tuple[int, bool]:
        # (1 + k·step)^n ≤ bound, with 1/step a whole number: the integer root of bound × (1/step)^n.
        per_one = int(1 / step)
        scaled, rest = divmod(bound[0] * per_one**self.intervals, bound[1])
        root = _root(scaled, self.intervals)
        return root - per_one, not rest and root**self.intervals == scaled

    def formula(self, zh: bool) -> str:
        ratio = super().formula(zh)
        if self.intervals == 1:
            return joined("", (ratio, " − 1"))
        inner = bracketed(ratio, zh)
        return f"{inner}开 {self.intervals} 次方 − 1" if zh else f"{inner}^(1/{self.intervals}) − 1"


class MeanGrowth(Value):
    """The arithmetic mean of the yearly rates of growth of a series."""

    __slots__ = ("ratios", "series")

    def __init__(self, series: Sequence[Value]) -> None:
        self.series = series
        self.ratios = tuple(Ratio(end, base) for base, end in pairwise(series))
        n = len(self.ratios)
        low, d = _lows(self.ratios)
        self.ln, self.ld = low - n * d, n * d
        high, d = _highs(self.ratios)
        self.hn, self.hd = high - n * d, n * d
        self.void = any(r.void for r in self.ratios)

    def operands(self) -> Sequence[Value]:
        return self.series

    def why_void(self) -> Text | None:
        return next((why for ratio in self.ratios if (why := ratio.why_void())), None)

    def formula(self, zh: bool) -> str:
        total = bracketed(joined(" + ", (ratio.formula(zh) for ratio in self.ratios)), zh)
        return joined("", (total, f" ÷ {len(self.ratios)} − 1"))


class Change(Value):
    """The change from an earlier value to a later one."""

    __slots__ = ("earlier", "later")

    def __init__(self, earlier: Value, later: Value) -> None:
        self.earlier, self.later = earlier, later
        self.void = earlier.void or later.void
        if earlier.hd:
            self.ln, self.ld = later.ln * earlier.hd - earlier.hn * later.ld, later.ld * earlier.hd
        else:  # the earlier value may be anything: no rise is certain
            self.ln, self.ld = BOTTOMLESS, 1
        self.hn, self.hd = later.hn * earlier.ld - earlier.ln * later.hd, later.hd * earlier.ld

    @property
    def year(self) -> int | None:
        return self.later.year

    def operands(self) -> Sequence[Value]:
        return (self.later, self.earlier)

    def formula(self, zh: bool) -> str:
        return joined(" − ", (bracketed(self.later.formula(zh), zh), bracketed(self.earlier.formula(zh), zh)))


def total(values: Sequence[Value]) -> Value:
    """The sum of values; of one it is that one."""
    return values[0] if len(values) == 1 else Total(values)


def _lows(values: Sequence[Value]) -> Pair:
    """The sum of lower bounds."""
    n, d = 0, 1
    for value in values:
        if value.ld == d:
            n += value.ln
        else:
            n, d = n * value.ld + value.ln * d, d * value.ld
    return n, d


def _highs(values: Sequence[Value]) -> Pair:
    """The sum of upper bounds, and 0 as denominator when one of them has none."""
    n, d = 0, 1
    for value in values:
        if value.hd == d:
            n += value.hn
        else:
            n, d = n * value.hd + value.hn * d, d * value.hd
    return (n, d) if d else (0, 0)


def _zero(value: Value) -> Text | None:
    """Why nothing can be divided by a value that is certainly zero."""
    if not value.hd or value.hn:
        return None
    return Text(
        f"{value.formula(True)}，为零，不能作除数；请核对",
        f"{value.formula(False)} is zero and divides nothing; please check",
    )


def _root(number: int, n: int) -> int:
    """The largest whole number whose n-th power is at most `number` (Newton's method on integers)."""
    if number < 2:
        return number
    guess = 1 << -(-number.bit_length() // n)
    while (better := ((n - 1) * guess + number // guess ** (n - 1)) // n) < guess:
        guess = better
    return guess
