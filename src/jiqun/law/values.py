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


@dataclass(frozen=True, slots=True, eq=False)
class Leaf(Value):
    """An input: a fact of a year, or a figure of the cluster. `known` is None when nothing was given at all.

    Leaves are told apart by identity: `Given` makes one for each fact and year.
    """

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


def joined(sign: str, texts: Iterable[Text]) -> Text:
    """Texts with a sign between them."""
    found = tuple(texts)
    return Text(sign.join(t.zh for t in found).replace(" （", "（"), sign.join(t.en for t in found))


def bracketed(text: Text) -> Text:
    """A text in brackets."""
    return Text(f"（{text.zh}）", f"({text.en})")
