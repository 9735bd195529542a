"""A rule applied to a measured value: points in hundredths with a sentence that anyone can follow. Pure and exact.

A value is compared as the law compares it: of a compound growth end ÷ base is held against (1 + limit)^years, so no
root is taken and nothing is rounded before it is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.review.rubrics.model import Item, Linear, Rule, points
from jiqun.review.rubrics.sources import Source, title_of
from jiqun.review.rubrics.wording import band_words, line_words

NOT_MEASURED = Text("没有测算数据", "nothing was computed")
NO_SUCH_SOURCE = Text("本批次没有这一测算指标", "this round has no such indicator")
_EARNED = Text(
    "{title}：{amount}。规则：{how}。得 {points} 分（满分 {weight} 分）。",
    "{title}: {amount}. Rule: {how}. Earned: {points} of {weight} points.",
)
_LEFT = Text(
    "{title}：{why}，系统不测算，这 {weight} 分由专家评分。",
    "{title}: {why}; not computed, these {weight} points are the expert's to give.",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was computed of one source: `exact` in the source's unit (%: a plain ratio); of a growth over `root` years
    it is end ÷ base. `amount` is the value as the findings show it. Without an exact number `why` says why."""

    amount: Text
    exact: Fraction | None
    root: int = 0
    why: Text | None = None

    def reaches(self, limit: Fraction) -> bool:
        """Whether the value is at least `limit`. Raises `ValueError` where there is no exact number."""
        if self.exact is None:
            raise ValueError("no exact number")
        if not self.root:
            return self.exact >= limit
        return limit <= -1 or self.exact >= (1 + limit) ** self.root


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule came to. `points` is `None` where it could not be computed; `text` says how, or why not."""

    rule: Rule
    points: int | None
    text: Text


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rules of one item came to: `points` of at most `most` computed hundredths; the rest is the expert's."""

    points: int
    most: int
    parts: tuple[Part, ...]


def compute(item: Item, measured: Mapping[str, Measured], sources: Mapping[str, Source]) -> Computed:
    """All rules of an item. What of it cannot be computed falls to the expert."""
    parts = tuple(score(rule, measured.get(rule.source), sources.get(rule.source), item.step) for rule in item.rules)
    settled = [part for part in parts if part.points is not None]
    return Computed(sum(part.points or 0 for part in settled), sum(part.rule.weight for part in settled), parts)


def score(rule: Rule, measured: Measured | None, source: Source | None, step: int) -> Part:
    """The points of one rule, in whole steps, and the sentence that explains them."""
    if source is None or measured is None or measured.exact is None:
        why = NO_SUCH_SOURCE if source is None else measured.why if measured and measured.why else NOT_MEASURED
        title = title_of(rule.source, source)
        return Part(rule, None, _LEFT.format(title=title, why=why, weight=points(rule.weight)))
    if isinstance(rule, Linear):
        reached, how = _on_the_line(rule, measured, step), line_words(rule, source)
    else:
        place = max(n for n, band in enumerate(rule.bands) if band.start is None or measured.reaches(band.start))
        reached, how = rule.bands[place].points, band_words(rule, place, source)
    said = _EARNED.format(
        title=source.title, amount=measured.amount, how=how, points=points(reached), weight=points(rule.weight)
    )
    return Part(rule, reached, said)


def _on_the_line(rule: Linear, measured: Measured, step: int) -> int:
    """The most whole steps whose place on the line is reached."""
    if not measured.reaches(rule.low):
        return 0
    reached, span = rule.weight, (rule.high - rule.low) / (rule.weight - rule.base)
    while reached > rule.base and not measured.reaches(rule.low + span * (reached - rule.base)):
        reached -= step
    return max(reached, rule.base)
