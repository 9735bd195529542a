"""Values that remember how they were made.

A value is an interval of exact numbers: one point when every row gave its figure, `[known, ∞)` for a sum with rows
missing, `[0, ∞)` for a year nobody reported. Arithmetic keeps the interval right at both ends, so that a verdict can
be said to hold whatever the missing rows turn out to be. The tree of operands is kept, and is the only source of the
explanation.

The bounds are plain pairs of integers, numerator over denominator, not reduced: a comparison is a multiplication
across, and a fraction is made only where a person looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from jiqun.bilingual import Text
from jiqun.law import units
from jiqun.law.units import Exact

if TYPE_CHECKING:
    from jiqun.law.limits import Limit

BOTTOMLESS = -(10**60)
"""Stands for −∞, which only a change can reach: below any change of facts that fit in 2^63."""

Pair = tuple[int, int]


class Value:
    """An interval, from `ln`/`ld` up to `hn`/`hd`; an upper denominator of 0 says that there is no upper bound.

    `void`: there is perhaps no number at all, as something that may be zero would divide; then no comparison is
    settled, and the bounds hold only if there is one.
    """

    __slots__ = ("hd", "hn", "ld", "ln", "void")

    ln: int
    ld: int
    hn: int
    hd: int
    void: bool

    @property
    def certain(self) -> bool:
        """Whether the value is one number."""
        return not self.void and self.hd != 0 and self.ln * self.hd == self.hn * self.ld

    @property
    def year(self) -> int | None:
        """The year the value belongs to; None when it spans several."""
        return None

    @property
    def title(self) -> Text | None:
        """What the value is of, where its year does not tell it from others; None for most."""
        return None

    def bar(self, limit: Limit) -> Pair:
        """What the bounds are compared with: the limit in base units."""
        return limit.bar

    def floor(self, bound: Pair, step: Fraction) -> tuple[int, bool]:
        """The largest k with k × step ≤ the number that `bound` stands for, and whether they are equal."""
        steps, rest = divmod(bound[0] * step.denominator, bound[1] * step.numerator)
        return steps, not rest

    def formula(self, zh: bool) -> str:
        """How the value was made, with the numbers in it, in Chinese or English."""
        raise NotImplementedError

    def operands(self) -> Sequence[Value]:
        """The values this one was made from; none for a leaf."""
        return ()

    def leaves(self) -> Iterable[Leaf]:
        """The inputs in the order of the formula, some perhaps twice."""
        for value in self.operands():
            yield from value.leaves()

    def why_void(self) -> Text | None:
        """Why there is certainly no number; None when there may be one."""
        return next((why for value in self.operands() if (why := value.why_void())), None)

    def gaps(self) -> tuple[Text, ...]:
        """What is missing for a certain value, as sentences."""
        missing = [gap for value in self.operands() for gap in value.gaps()]
        why = self.why_void()
        return tuple(dict.fromkeys([*missing, *([why] if why else [])]))


class Kind(NamedTuple):
    """What a leaf is a figure of."""

    label: Text
    unit: str
    fact: str = ""


class Leaf(Value):
    """An input: a fact of a year, or a figure of the cluster, in whole `unit`s, from `known` up to `high`.

    `known` is None when nothing was given at all, `high` when there is no upper bound; `missing` counts rows without
    a figure; `fact` is the name of the declared fact, empty for anything else. Leaves are told apart by identity:
    `Given` makes one for each fact and year.
    """

    __slots__ = ("_gaps", "kind", "known", "missing", "year")

    year: int | None
    ld = 1
    void = False

    def __init__(
        self,
        kind: Kind,
        known: int | None,
        high: int | None,
        year: int | None = None,
        missing: int = 0,
        gaps: tuple[Text, ...] = (),
    ) -> None:
        self.kind, self.known, self.year, self.missing, self._gaps = kind, known, year, missing, gaps
        self.ln = known or 0
        if high is None:
            self.hn = self.hd = 0
        else:
            self.hn, self.hd = high, 1

    @property
    def label(self) -> Text:
        """What the figure is."""
        return self.kind.label

    @property
    def unit(self) -> str:
        """The whole unit it is kept in."""
        return self.kind.unit

    @property
    def fact(self) -> str:
        """The name of the declared fact."""
        return self.kind.fact

    @property
    def given(self) -> int | str | None:
        """The figure as an input of a finding: `known`, or decimal text where it is no whole number."""
        return self.known

    def formula(self, zh: bool) -> str:
        return self._formula_zh() if zh else self._formula_en()

    def _formula_zh(self) -> str:
        when = f"{self.year} 年" if self.year else ""
        if self.known is None:
            return f"{when}{self.label.zh}（未提供）"
        rest = f"（{self.missing} 行未填）" if self.missing else ""
        return f"{when}{self.label.zh} {units.said(self.known, self.unit, True)}{rest}"

    def _formula_en(self) -> str:
        when = f" {self.year}" if self.year else ""
        if self.known is None:
            return f"{self.label.en}{when} (not given)"
        rest = f" ({self.missing} rows blank)" if self.missing else ""
        return f"{self.label.en}{when}: {units.said(self.known, self.unit, False)}{rest}"

    def leaves(self) -> Iterable[Leaf]:
        return (self,)

    def gaps(self) -> tuple[Text, ...]:
        return self._gaps


class Known(Leaf):
    """A leaf of which nothing is missing."""

    __slots__ = ()

    hd = 1
    missing = 0
    _gaps = ()

    def __init__(self, kind: Kind, known: int, year: int | None) -> None:
        self.kind = kind
        self.known = self.ln = self.hn = known
        self.year = year


def joined(sign: str, parts: Iterable[str]) -> str:
    """Formulas with a sign between them."""
    return sign.join(parts).replace(" （", "（")


def bracketed(formula: str, zh: bool) -> str:
    """A formula in brackets."""
    return f"（{formula}）" if zh else f"({formula})"


def pair(number: Exact) -> Pair:
    """A number as numerator and denominator."""
    return (number.numerator, number.denominator)
