"""Values that remember how they were made.

A value is an interval of exact numbers: one point when every row gave its figure, `[known, ∞)` for a sum with rows
missing, `[0, ∞)` for a year nobody reported. Arithmetic keeps the interval right at both ends, so that a verdict can
be said to hold whatever the missing rows turn out to be. The tree of operands is kept, and is the only source of the
explanation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import floor

from jiqun.bilingual import Text
from jiqun.law import units
from jiqun.law.units import Exact

BOTTOMLESS = -Fraction(10**60)
"""Stands for −∞, which only a change can reach: below any change of facts that fit in 2^63."""


class Value:
    """What every value can tell. `high` is None when there is no upper bound.

    `undefined` says why there is no number at all (a base of zero); then both bounds mean nothing.
    """

    low: Exact
    high: Exact | None
    undefined: Text | None
    year: int | None

    def bar(self, limit: Exact) -> Exact:
        """What the bounds are compared with, for a limit in base units."""
        return limit

    def floor(self, bound: Exact, step: Exact) -> tuple[int, bool]:
        """The largest k with k × step ≤ the number that `bound` stands for, and whether they are equal."""
        steps = Fraction(bound) / step
        return floor(steps), steps.denominator == 1

    def formula(self) -> Text:
        """How the value was made, with the numbers in it."""
        raise NotImplementedError

    def operands(self) -> tuple[Value, ...]:
        """The values this one was made from; none for a leaf."""
        return ()

    def leaves(self) -> tuple[Leaf, ...]:
        """The inputs, each once, in the order of the formula."""
        return tuple(dict.fromkeys(leaf for value in self.operands() for leaf in value.leaves()))

    def gaps(self) -> tuple[Text, ...]:
        """What is missing for a certain value, as sentences."""
        missing = [gap for value in self.operands() for gap in value.gaps()]
        return tuple(dict.fromkeys([*missing, *([self.undefined] if self.undefined else [])]))

    @property
    def certain(self) -> bool:
        """Whether the value is one number."""
        return self.undefined is None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Leaf(Value):
    """An input: a fact of a year, or a figure of the cluster. `known` is None when nothing was given at all."""

    label: Text
    year: int | None
    unit: str
    known: int | None
    missing: int
    low: Exact
    high: Exact | None
    needs: tuple[Text, ...] = ()
    undefined: Text | None = None

    def formula(self) -> Text:
        when = Text(f"{self.year} 年", f" {self.year}") if self.year else Text("", "")
        if self.known is None:
            return Text(f"{when.zh}{self.label.zh}（未提供）", f"{self.label.en}{when.en} (not given)")
        amount = units.read(self.known, self.unit)
        rest = Text(f"（{self.missing} 行未填）", f" ({self.missing} rows blank)") if self.missing else Text("", "")
        return Text(f"{when.zh}{self.label.zh} {amount.zh}{rest.zh}", f"{self.label.en}{when.en}: {amount.en}{rest.en}")

    def leaves(self) -> tuple[Leaf, ...]:
        return (self,)

    def gaps(self) -> tuple[Text, ...]:
        return self.needs


@dataclass(frozen=True, slots=True)
class Node(Value):
    """A value made from others; subclasses set the interval when they are made."""

    low: Exact = field(init=False)
    high: Exact | None = field(init=False)
    undefined: Text | None = field(init=False)
    year: int | None = field(init=False)

    def _become(
        self, low: Exact, high: Exact | None, *, undefined: Text | None = None, year: int | None = None
    ) -> None:
        carried = next((value.undefined for value in self.operands() if value.undefined), undefined)
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        object.__setattr__(self, "undefined", carried)
        object.__setattr__(self, "year", year)


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
        low = Fraction(0) if below.high is None or not above.low else _over(above.low, below.high)
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


def joined(sign: str, texts: Iterable[Text]) -> Text:
    """Texts with a sign between them."""
    found = tuple(texts)
    return Text(sign.join(t.zh for t in found).replace(" （", "（"), sign.join(t.en for t in found))


def bracketed(text: Text) -> Text:
    """A text in brackets."""
    return Text(f"（{text.zh}）", f"({text.en})")


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
