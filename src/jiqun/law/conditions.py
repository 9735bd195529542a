"""The operators a measure may use, and no more: value, each, falling, any_of, all_of, judgement (applies_if: norms).

A condition looks at what is given and comes to a `Result`: a verdict, the comparison that decided it, and its parts.
Asked for the `verdict` alone it makes nothing but the values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, Protocol

from jiqun.bilingual import Text
from jiqun.law import verdicts
from jiqun.law.arithmetic import Change
from jiqun.law.given import Given
from jiqun.law.limits import Limit, in_force
from jiqun.law.units import Unit
from jiqun.law.values import Pair, Value
from jiqun.law.verdicts import Verdict
from jiqun.law.words import HOLDS, RISING, Word


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


class Check(NamedTuple):
    """One value held against one limit."""

    value: Value
    word: Word
    op: str
    limit: Limit
    verdict: Verdict

    @property
    def bar(self) -> Pair:
        """The limit as the value is compared with it."""
        return self.value.bar(self.limit)

    @property
    def bound(self) -> Pair | None:
        """The end of the interval that settles the verdict; None while it is open."""
        if self.verdict is Verdict.UNDETERMINED:
            return None
        value = self.value
        lower = (self.verdict is Verdict.MET) == (self.op in RISING)
        return (value.ln, value.ld) if lower else (value.hn, value.hd)


class Part(NamedTuple):
    """A branch or a year of a result. `key` follows the norm's id; no quote means the norm's own."""

    key: str
    title: Text
    quote: str
    result: Result


class Result(NamedTuple):
    """What a condition came to. `check` is the comparison that decided, the others are in the parts."""

    verdict: Verdict
    check: Check | None = None
    parts: tuple[Part, ...] = ()
    needs: tuple[Text, ...] = ()


class Condition(Protocol):
    """Anything that comes to a result."""

    def evaluate(self, given: Given) -> Result: ...

    def verdict(self, given: Given) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class Compare:
    """`value` or `each`: every value of the indicator meets the limit in force."""

    indicator: Indicator
    word: Word
    limits: tuple[Limit, ...]

    def evaluate(self, given: Given) -> Result:
        """All values compared; `Result.check` is the worst of them."""
        return compare(self.indicator.formula(given), self.word, in_force(self.limits, given.on), given)

    def verdict(self, given: Given) -> Verdict:
        """The verdict alone."""
        limit, op = in_force(self.limits, given.on), self.word.operator(given.reading)
        return _settled(self.indicator.formula(given), op, limit)


@dataclass(frozen=True, slots=True)
class Falling:
    """`falling`: in the series of the indicator each value is below the one before."""

    indicator: Indicator
    word: Word
    unit: Unit

    def evaluate(self, given: Given) -> Result:
        """Each step is a change held against zero."""
        return compare(self._steps(given), self.word, self._zero, given)

    def verdict(self, given: Given) -> Verdict:
        """The verdict alone."""
        limit, op = self._zero, self.word.operator(given.reading)
        return _settled(self._steps(given), op, limit)

    def _steps(self, given: Given) -> list[Change]:
        return [Change(earlier, later) for earlier, later in pairwise(self.indicator.formula(given))]

    @property
    def _zero(self) -> Limit:
        return _zero(self.unit)


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
        return Result(self._join([part.result.verdict for part in parts]), None, parts)

    def verdict(self, given: Given) -> Verdict:
        """The verdict alone."""
        return self._join([branch.condition.verdict(given) for branch in self.branches])

    def _join(self, found: list[Verdict]) -> Verdict:
        return verdicts.any_of(found) if self.any else verdicts.all_of(found)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`judgement`: a person concludes, on evidence."""

    def evaluate(self, given: Given) -> Result:
        """Always a person's."""
        return JUDGED

    def verdict(self, given: Given) -> Verdict:
        """Always a person's."""
        return Verdict.JUDGEMENT


JUDGED = Result(Verdict.JUDGEMENT)
"""What every judgement comes to."""


def compare(values: Sequence[Value], word: Word, limit: Limit, given: Given) -> Result:
    """Every value held against the limit, and the one that decides: the worst of those with the final verdict."""
    op = word.operator(given.reading)
    if len(values) == 1:
        check = Check(values[0], word, op, limit, settle(values[0], op, limit))
        return Result(check.verdict, check)
    checks = [Check(value, word, op, limit, settle(value, op, limit)) for value in values]
    verdict = verdicts.all_of([check.verdict for check in checks])
    worst = min((check for check in checks if check.verdict is verdict), key=_slack)
    years = [check.value.year for check in checks]
    dated = None not in years and len(set(years)) == len(years)
    return Result(verdict, worst, tuple(_part(check, n, dated) for n, check in enumerate(checks, 1)))


def _settled(values: Sequence[Value], op: str, limit: Limit) -> Verdict:
    if len(values) == 1:
        return settle(values[0], op, limit)
    return verdicts.all_of([settle(value, op, limit) for value in values])


def settle(value: Value, op: str, limit: Limit) -> Verdict:
    """Whether the comparison holds over the whole interval, over none of it, or is still open."""
    if value.void:
        return Verdict.UNDETERMINED
    n, d = value.bar(limit)
    holds = HOLDS[op]
    low = holds(value.ln * d, n * value.ld)
    high = holds(value.hn * d, n * value.hd) if value.hd else op in RISING
    if low is high:
        return Verdict.MET if low else Verdict.NOT_MET
    return Verdict.UNDETERMINED


_ZEROES: dict[str, Limit] = {}


def _zero(unit: Unit) -> Limit:
    """No change, as a limit in a unit; made once."""
    limit = _ZEROES.get(unit.name)
    if limit is None:
        limit = _ZEROES[unit.name] = Limit(0, unit, date.min, None)
    return limit


def _part(check: Check, n: int, dated: bool) -> Part:
    """A year of an "each year", by its year; other parts by what they are of, or their number."""
    year = check.value.year
    title = Text(f"{year} 年", f"{year}") if dated else check.value.title or Text(f"第 {n} 项", f"no. {n}")
    return Part(str(year) if dated else str(n), title, "", Result(check.verdict, check))


def _slack(check: Check) -> Fraction:
    """How far the deciding bound lies on the right side of the limit; open ones all alike, so that the first counts."""
    bound = check.bound
    if bound is None:
        return Fraction(0)
    n, d = check.bar
    distance = Fraction(bound[0] * d - n * bound[1], bound[1] * d)
    return distance if check.op in RISING else -distance
