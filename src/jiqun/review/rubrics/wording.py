"""Rules in words, for the pages of a rubric and for the sentence under a computed score."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.law.units import decimal
from jiqun.review.rubrics.model import Linear, Rule, Threshold, points
from jiqun.review.rubrics.sources import Source, title_of

_LINE = Text(
    "达到 {low} 得 {base} 分，达到 {high} 得 {weight} 分，其间按比例，不足一档不计；低于 {low} 不得分",
    "{base} at {low}, {weight} from {high}, in proportion between in whole steps; nothing below {low}",
)
_FROM, _BELOW = Text("达到 {amount}", "at least {amount}"), Text("低于 {amount}", "below {amount}")
_ANY = Text("任何数值", "any value")
_BANDS = Text("分档", "bands")


def rule_words(rule: Rule, source: Source | None) -> Text:
    """A rule in one line. One whose source is not known (any more) goes by its id."""
    title = title_of(rule.source, source)
    if source is None:
        told = _BANDS
    elif isinstance(rule, Linear):
        told = line_words(rule, source)
    else:
        told = joined(
            [
                Text(f"{said.zh} 得 {points(band.points)} 分", f"{said.en}: {points(band.points)}")
                for place, band in enumerate(rule.bands)
                for said in [band_words(rule, place, source)]
            ]
        )
    return Text(f"{title.zh}：{told.zh}", f"{title.en}: {told.en}")


def line_words(rule: Linear, source: Source) -> Text:
    """A linear rule without its source."""
    low, high = source.amount(decimal(rule.low)), source.amount(decimal(rule.high))
    return _LINE.format(low=low, high=high, base=points(rule.base), weight=points(rule.weight))


def band_words(rule: Threshold, place: int, source: Source) -> Text:
    """One band: 达到 3 家、低于 5 家."""
    start = rule.bands[place].start
    end = rule.bands[place + 1].start if place + 1 < len(rule.bands) else None
    ends = ((_FROM, start), (_BELOW, end))
    said = [words.format(amount=source.amount(decimal(limit))) for words, limit in ends if limit is not None]
    if not said:
        return _ANY
    return Text("、".join(each.zh for each in said), ", ".join(each.en for each in said))


def joined(texts: list[Text]) -> Text:
    """Several things said one after another."""
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))
