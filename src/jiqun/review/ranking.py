"""From scores to an order (Article 14(三)), exact, by the rule fixed before the draw; ties kept.

The order is an aid: the list is drawn up by people, with a reason wherever they do not follow it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, TypeVar

from jiqun.review.aggregation import COMPUTED, Rule, aggregate, mean

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the counted sheets of one case say, in hundredths of a point: the total of each, the sum of each within a
    dimension (by clause), and the part that was computed, which is the same on all of them."""

    totals: Sequence[int]
    dimensions: Mapping[str, Sequence[int]] = field(default_factory=dict)
    computed: int = 0


@dataclass(frozen=True, slots=True)
class Placed(Generic[Key]):
    """One case's place. `score` and the means of `dimensions` are in points; `tied`: others share the rank; `by` is
    the step of the tie rule that told it from one of equal score, empty when none was needed."""

    rank: int
    key: Key
    score: Fraction
    dimensions: Mapping[str, Fraction]
    computed: Fraction
    tied: bool = False
    by: str = ""


def place(key: Key, scores: Scores, rule: Rule) -> Placed[Key]:
    """A case by itself, not yet placed. Raises `ValueError` when it has too few sheets for the rule."""
    return Placed(
        0,
        key,
        aggregate(rule.aggregation, scores.totals),
        {clause: mean(given) for clause, given in scores.dimensions.items()},
        Fraction(scores.computed, 100),
    )


def order(placed: Placed[Key], rule: Rule) -> tuple[Fraction, ...]:
    """What a place is compared by, in turn."""
    ties = (placed.computed if tie == COMPUTED else placed.dimensions[tie] for tie in rule.ties)
    return (placed.score, *ties)


def rank(cases: Mapping[Key, Scores], rule: Rule) -> list[Placed[Key]]:
    """Highest score first; equal scores by the tie rule; what is equal throughout shares a rank, and the next one is
    skipped (1, 1, 3). Such cases keep the order in which they were given."""
    found = [(order(each, rule), each) for each in (place(key, given, rule) for key, given in cases.items())]
    found.sort(key=lambda each: each[0], reverse=True)
    keys = [key for key, _ in found]
    placed: list[Placed[Key]] = []
    for number, (key, each) in enumerate(found):
        beside = [keys[n] for n in (number - 1, number + 1) if 0 <= n < len(keys)]
        same = number > 0 and keys[number - 1] == key
        placed.append(
            Placed(
                placed[-1].rank if same else number + 1,
                each.key,
                each.score,
                each.dimensions,
                each.computed,
                key in beside,
                decided_by(key, beside, rule),
            )
        )
    return placed


def decided_by(key: tuple[Fraction, ...], beside: Sequence[tuple[Fraction, ...]], rule: Rule) -> str:
    """The last step of the tie rule that was needed to tell a case from its neighbours of equal score."""
    steps = [
        next(n for n, (one, two) in enumerate(zip(key, other, strict=True)) if one != two)
        for other in beside
        if other[0] == key[0] and other != key
    ]
    return rule.ties[max(steps) - 1] if steps else ""


def two_decimals(value: Fraction) -> str:
    """A score for display, rounded half up: 86.666… → 86.67. Equal texts need not be equal scores."""
    hundredths = (value.numerator * 200 + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
