"""The operators a measure may use, and no more: value, each, falling, any_of, all_of, judgement (applies_if: norms).

A condition looks at what is given and comes to a `Result`: a verdict, the comparison that decided it, and its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Protocol

from jiqun.bilingual import Text
from jiqun.law import verdicts
from jiqun.law.arithmetic import Change
from jiqun.law.given import Given
from jiqun.law.units import Exact, Unit
from jiqun.law.values import Value
from jiqun.law.verdicts import Verdict
from jiqun.law.words import HOLDS, Word


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named formula of a measure: from what is given to one value, or several that are all compared.

    `unit` is the base unit of the values; a limit must be written in a unit of that base.
    """

    name: str
    unit: str
    formula: Callable[[Given], Sequence[Value]]


def indicator(unit: str) -> Callable[[Callable[[Given], Sequence[Value]]], Indicator]:
    """Makes a function in `indicators.py` a formula that a measure may name."""
    return lambda formula: Indicator(formula.__name__, unit, formula)


@dataclass(frozen=True, slots=True)
class Limit:
    """A dated limit. `number` is in the unit's JSON form (10% is 1/10), `bar` in the unit of the facts."""

    number: Exact
    unit: Unit
    start: date
    until: date | None
    bar: Exact = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bar", self.number * self.unit.size)


@dataclass(frozen=True, slots=True)
class Check:
    """One value held against one limit."""

    value: Value
    word: Word
    op: str
    limit: Limit
    verdict: Verdict

    @property
    def bound(self) -> Exact | None:
        """The end of the interval that settles the verdict; None while it is open."""
        if self.verdict is Verdict.UNDETERMINED:
            return None
        return self.value.low if (self.verdict is Verdict.MET) == (self.op in (">", ">=")) else self.value.high


@dataclass(frozen=True, slots=True)
class Part:
    """A branch or a year of a result. `key` follows the norm's id; no quote means the norm's own."""

    key: str
    title: Text
    quote: str
    result: Result


@dataclass(frozen=True, slots=True)
class Result:
    """What a condition came to. `checks` are all comparisons made, `check` the one that decided."""

    verdict: Verdict
    check: Check | None = None
    parts: tuple[Part, ...] = ()
    needs: tuple[Text, ...] = ()


class Condition(Protocol):
    """Anything that comes to a result."""

    def evaluate(self, given: Given) -> Result: ...


@dataclass(frozen=True, slots=True)
class Compare:
    """`value` or `each`: every value of the indicator meets the limit in force."""

    indicator: Indicator
    word: Word
    limits: tuple[Limit, ...]

    def evaluate(self, given: Given) -> Result:
        """All values compared; `Result.check` is the worst of them."""
        return compare(self.indicator.formula(given), self.word, in_force(self.limits, given.on), given)


@dataclass(frozen=True, slots=True)
class Falling:
    """`falling`: in the series of the indicator each value is below the one before."""

    indicator: Indicator
    word: Word
    unit: Unit

    def evaluate(self, given: Given) -> Result:
        """Each step is a change held against zero."""
        series = self.indicator.formula(given)
        steps = [Change(earlier, later) for earlier, later in pairwise(series)]
        return compare(steps, self.word, Limit(0, self.unit, date.min, None), given)


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of an any_of or all_of."""

    title: Text
    quote: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Several:
    """`any_of` or `all_of` branches, by Kleene's OR and AND."""

    branches: tuple[Branch, ...]
    any: bool

    def evaluate(self, given: Given) -> Result:
        """Every branch is evaluated, so that every reading it asks for is noted."""
        parts = tuple(
            Part(str(n), branch.title, branch.quote, branch.condition.evaluate(given))
            for n, branch in enumerate(self.branches, 1)
        )
        join = verdicts.any_of if self.any else verdicts.all_of
        return Result(join(part.result.verdict for part in parts), None, parts)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`judgement`: a person concludes, on evidence."""

    def evaluate(self, given: Given) -> Result:
        """Always a person's."""
        return Result(Verdict.JUDGEMENT)


def compare(values: Sequence[Value], word: Word, limit: Limit, given: Given) -> Result:
    """Every value held against the limit, and the one that decides: the worst of those with the final verdict."""
    op = word.operator(given.reading)
    checks = [Check(value, word, op, limit, settle(value, op, limit.bar)) for value in values]
    verdict = verdicts.all_of(check.verdict for check in checks)
    if len(checks) == 1:
        return Result(verdict, checks[0])
    worst = min((check for check in checks if check.verdict is verdict), key=_slack)
    years = [check.value.year for check in checks]
    dated = None not in years and len(set(years)) == len(years)
    return Result(verdict, worst, tuple(_part(check, n, dated) for n, check in enumerate(checks, 1)))


def settle(value: Value, op: str, limit: Exact) -> Verdict:
    """Whether the comparison holds over the whole interval, over none of it, or is still open."""
    if value.undefined is not None:
        return Verdict.UNDETERMINED
    bar, holds = value.bar(limit), HOLDS[op]
    low = holds(value.low, bar)
    high = op in (">", ">=") if value.high is None else holds(value.high, bar)
    if low == high:
        return Verdict.MET if low else Verdict.NOT_MET
    return Verdict.UNDETERMINED


def in_force(limits: Sequence[Limit], on: date) -> Limit:
    """The limit in force on a day; loading a measure proves that there is exactly one while it is in force."""
    return next(limit for limit in limits if limit.start <= on and (limit.until is None or on <= limit.until))


def _part(check: Check, n: int, dated: bool) -> Part:
    """A year of an "each year", by its year; other parts by their number."""
    year = check.value.year
    title = Text(f"{year} 年", f"{year}") if dated else Text(f"第 {n} 项", f"no. {n}")
    return Part(str(year) if dated else str(n), title, "", Result(check.verdict, check))


def _slack(check: Check) -> Exact:
    """How far the deciding bound lies on the right side of the limit; open ones all alike, so that the first counts."""
    bound = check.bound
    if bound is None:
        return 0
    distance = bound - check.value.bar(check.limit.bar)
    return distance if check.op in (">", ">=") else -distance
