"""Who might be next: each condition on a firm's own figures, met, not met or not known; exact, no float."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jiqun.cultivation.gradient.steps import Rule, rules
from jiqun.standards import enterprise_size

YI = 10_000_000_000
"""1 亿元 in 分."""
BANDS = ((YI, 3), (YI // 2, 6))
"""Revenue from so much on asks for so many per cent of R&D; below the last one other conditions hold (annex 3)."""


@dataclass(frozen=True, slots=True)
class Year:
    """A firm's figures of a year as the roster has them; money in 分, None for not given."""

    industry: str
    employees: int | None
    revenue: int | None
    assets: int | None
    rd: int | None
    patents: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition with its answer (None: not known) and the figure found."""

    rule: Rule
    met: bool | None
    figure: Fraction | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm before its next step. `open` counts what is not known."""

    uscc: str
    step: str
    checks: tuple[Checked, ...]

    @property
    def failed(self) -> int:
        """How many conditions are not met."""
        return sum(each.met is False for each in self.checks)

    @property
    def open(self) -> int:
        """How many are not known."""
        return sum(each.met is None for each in self.checks)


def share(part: int | None, whole: int | None) -> Fraction | None:
    """Per cent, exact; None when either is not known or the whole is zero."""
    return None if part is None or not whole else Fraction(100 * part, whole)


def checked(uscc: str, step: str, years: Mapping[int, Year], base: int, hightech: bool) -> Candidate:
    """Every condition before `step` on the figures of the base year and the two before it."""
    return Candidate(uscc, step, tuple(one(rule, years, base, hightech) for rule in rules().get(step, ())))


def one(rule: Rule, years: Mapping[int, Year], base: int, hightech: bool) -> Checked:
    """One condition."""
    last = years.get(base)
    if rule.figure == "hightech":
        return Checked(rule, hightech, None)
    if last is None:
        return Checked(rule, None, None)
    if rule.figure == "sme":
        said = enterprise_size.sme(last.industry, employees=last.employees, revenue=last.revenue, assets=last.assets)
        return Checked(rule, said, None)
    if rule.figure == "rd_band":
        return Checked(rule, banded(years, base), share(last.rd, last.revenue))
    figure = figure_of(rule.figure, years, last, base)
    return Checked(rule, None if figure is None else figure >= rule.least, figure)


def figure_of(name: str, years: Mapping[int, Year], last: Year, base: int) -> Fraction | None:
    """The figure a condition asks for."""
    if name == "rd_share":
        return share(last.rd, last.revenue)
    if name == "growth":
        return growth(years, base)
    value: int | None = getattr(last, name)
    return None if value is None else Fraction(value)


def growth(years: Mapping[int, Year], base: int) -> Fraction | None:
    """The mean of the growth of revenue in the last two years, in per cent; None without all three years."""
    sums = [years[year].revenue if year in years else None for year in (base - 2, base - 1, base)]
    first, second, third = sums
    if not first or not second or third is None:
        return None
    return 100 * (Fraction(second, first) - 1 + Fraction(third, second) - 1) / 2


def banded(years: Mapping[int, Year], base: int) -> bool | None:
    """R&D against revenue of both years by the band of the last year's revenue; None where the roster does not tell."""
    last, before = years.get(base), years.get(base - 1)
    if last is None or before is None or last.revenue is None:
        return None
    least = next((per_cent for bound, per_cent in BANDS if last.revenue >= bound), None)
    shares = (share(last.rd, last.revenue), share(before.rd, before.revenue))
    if least is None or any(each is None for each in shares):
        return None
    return all(each is not None and each >= least for each in shares)
