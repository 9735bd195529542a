"""Whether a goal's target of the year was reached, in exact decimals (Articles 15, 16)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.supervision.evaluation.content.facts import Goal

NEAR = Fraction(9, 10)
"""A result within a tenth of the way still to go stands as near; the evaluation proposes no consequence of it."""


class Reached(Enum):
    """How a result stands to the target of its year."""

    MET = "met"
    NEAR = "near"
    SHORT = "short"
    UNKNOWN = "unknown"

    @property
    def title(self) -> Text:
        """For people."""
        return TITLES[self]


TITLES = {
    Reached.MET: Text("达到年度目标", "Target of the year reached"),
    Reached.NEAR: Text("接近年度目标", "Near the target of the year"),
    Reached.SHORT: Text("低于年度目标", "Below the target of the year"),
    Reached.UNKNOWN: Text("无可比数据", "Nothing to compare"),
}


def number(text: str) -> Fraction | None:
    """A decimal as it was entered; `None` for what is no number."""
    try:
        found = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return Fraction(found) if found.is_finite() else None


def reached(goal: Goal) -> Reached:
    """How the result stands to the target. A target below its base is one to come down to.

    Near is whoever has come nine tenths of the way from base to target; without a base, nine tenths of the target.
    """
    target, actual, base = number(goal.target), number(goal.actual), number(goal.base)
    if target is None or actual is None:
        return Reached.UNKNOWN
    falling = base is not None and target < base
    if actual <= target if falling else actual >= target:
        return Reached.MET
    start = base if base is not None and base != target else Fraction(0)
    if target == start:
        return Reached.SHORT
    return Reached.NEAR if (actual - start) / (target - start) >= NEAR else Reached.SHORT
