"""When a cluster would meet every computed norm if it went on as it did: an exact straight line, and no promise.

Pure arithmetic on what self-assessments pinned; nothing is computed anew, nothing is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text

FARTHEST = 10
"""A line is drawn out for so many years; beyond that it says nothing anybody could use."""
RISING = (">", ">=")
_READY = Text("数值条件均已符合", "every computed norm is met")
_OPEN = Text("{n} 项待核，不能推算", "{n} norms are open, so nothing is projected")
_NO_YEAR_BEFORE = Text("没有更早的自评，不能推算", "there is no earlier self-assessment to project from")
_NOT_NEARER = Text("“{title}”没有接近门槛，不能推算", "“{title}” has not come nearer to its limit")
_NO_LINE = Text("“{title}”没有可比的两年数值，不能推算", "“{title}” has no two values to compare")
_TOO_FAR = Text(
    "按 {before}—{now} 年的变化，{years} 年内达不到“{title}”的门槛",
    "at the pace of {before}–{now} “{title}” would not reach its limit within {years} years",
)
_LINE = Text(
    "按 {before}—{now} 年数值直线推算，最晚达到的是“{title}”；推算不是预测结论",
    "a straight line through {before} and {now}; “{title}” comes last. A projection, no conclusion",
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """One year as a self-assessment pinned it: the norms that are short, how many are open, value and unit of each."""

    year: int
    short: Sequence[Mapping[str, Any]]
    open: int
    values: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, year: int, course: Mapping[str, Any], open_: int) -> Assessed:
        """From the short form a self-assessment keeps (`computing.Course`)."""
        return cls(year, course.get("short", ()), open_, course.get("values", {}))


@dataclass(frozen=True, slots=True)
class Projection:
    """The base year in which every computed norm would be met, and on what that rests; without a year, why not."""

    year: int | None
    why: Text


def ready_year(now: Assessed, before: Assessed | None) -> Projection:
    """The latest of the years in which the norms that are short would reach their limits of today.

    None while a norm is open, where one that is short has not come nearer to its limit, or beyond `FARTHEST` years.
    """
    short = now.short
    if now.open:
        return Projection(None, _OPEN.format(n=now.open))
    if not short:
        return Projection(now.year, _READY)
    if before is None:
        return Projection(None, _NO_YEAR_BEFORE)
    last, title = now.year, short[0]["title"]
    for norm in short:
        year = reaches(norm, before.values.get(norm["id"]), now.year, before.year)
        if isinstance(year, Text):
            return Projection(None, year)
        if year > last:
            last, title = year, norm["title"]
    told = {"before": before.year, "now": now.year, "title": Text(*title)}
    return Projection(last, _LINE.format(**told))


def reaches(norm: Mapping[str, Any], earlier: Sequence[str] | None, now: int, before: int) -> int | Text:
    """The first year in which the line through two years meets the limit of a norm that is short; or why there is
    none. `earlier` are value and unit of the year before."""
    title = Text(*norm["title"])
    if earlier is None or None in (norm["value"], norm["limit"]) or earlier[1] != norm["unit"]:
        return _NO_LINE.format(title=title)
    value, limit, last = Fraction(norm["value"]), Fraction(norm["limit"]), Fraction(earlier[0])
    slope = (value - last) / (now - before)
    wanted = limit - value
    rising = norm["op"] in RISING
    if slope == 0 or (slope > 0) is not rising:
        return _NOT_NEARER.format(title=title)
    steps = wanted / slope
    whole = -(-steps.numerator // steps.denominator)
    if steps == whole and norm["op"] in (">", "<"):
        whole += 1  # on the limit itself it is not met yet
    if whole > FARTHEST:
        return _TOO_FAR.format(before=before, now=now, years=FARTHEST, title=title)
    return now + max(whole, 1)
