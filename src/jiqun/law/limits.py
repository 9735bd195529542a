"""A dated limit, as the law writes it and as values are compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jiqun.law import units
from jiqun.law.units import Exact, Unit
from jiqun.law.values import Pair


@dataclass(frozen=True, slots=True)
class Limit:
    """A dated limit. `number` is in the unit's JSON form (10% is 1/10), `bar` in the unit of the facts.

    `text` is the number as decimal text, `exact` as a fraction. Values beside it are shown in whole `step`s (in the
    unit of the facts) of its unit with `decimals` places; the limit itself is `scaled` of them.
    """

    number: Exact
    unit: Unit
    start: date
    until: date | None
    bar: Pair = field(init=False)
    text: str = field(init=False)
    exact: str = field(init=False)
    decimals: int = field(init=False)
    step: Fraction = field(init=False)
    scaled: int = field(init=False)
    _grown: dict[int, Pair] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bar = Fraction(self.number * self.unit.size)
        object.__setattr__(self, "bar", (bar.numerator, bar.denominator))
        object.__setattr__(self, "text", units.decimal(self.number))
        decimals = max(self.unit.decimals, len(self.text.partition(".")[2]))
        object.__setattr__(self, "decimals", decimals)
        object.__setattr__(self, "step", Fraction(self.unit.size) / 10**decimals)
        object.__setattr__(self, "scaled", int(self.number * 10**decimals))
        object.__setattr__(self, "exact", str(Fraction(self.number)))
        object.__setattr__(self, "_grown", {})

    def grown(self, intervals: int) -> Pair:
        """(1 + limit)^intervals: what end ÷ base is compared with, so that no root is taken."""
        found = self._grown.get(intervals)
        if found is None:
            p, q = self.bar
            found = self._grown[intervals] = ((p + q) ** intervals, q**intervals)
        return found


def in_force(limits: Sequence[Limit], on: date) -> Limit:
    """The limit in force on a day; loading a measure proves that there is exactly one while it is in force."""
    if len(limits) == 1:
        return limits[0]
    return next(limit for limit in limits if limit.start <= on and (limit.until is None or on <= limit.until))
