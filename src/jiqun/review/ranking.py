"""From totals to an order (Article 14(三)): the mean of the submitted sheets, exact, ties kept.

The rule is fixed with the rubric before any score is opened. The order is an aid: the list is drawn up by people,
with a reason wherever they do not follow it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Key]):
    """One case's place: `mean` in points, `spread` (highest less lowest) in hundredths of a point."""

    rank: int
    key: Key
    mean: Fraction
    spread: int


def mean(totals: Sequence[int]) -> Fraction:
    """The mean of totals in hundredths, in points. Raises `ValueError` when there is none."""
    if not totals:
        raise ValueError("没有已提交的评审表 · no submitted sheet")
    return Fraction(sum(totals), 100 * len(totals))


def rank(totals: Mapping[Key, Sequence[int]]) -> list[Placed[Key]]:
    """Highest mean first; equal means share a rank and the next one is skipped (1, 1, 3).

    Cases of equal mean keep the order in which they were given.
    """
    means = {key: mean(given) for key, given in totals.items()}
    placed: list[Placed[Key]] = []
    for number, key in enumerate(sorted(means, key=means.__getitem__, reverse=True), 1):
        same = bool(placed) and placed[-1].mean == means[key]
        spread = max(totals[key]) - min(totals[key])
        placed.append(Placed(placed[-1].rank if same else number, key, means[key], spread))
    return placed


def two_decimals(value: Fraction) -> str:
    """A mean for display, rounded half up: 86.666… → 86.67. Equal texts need not be equal means."""
    hundredths = (value.numerator * 200 + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
