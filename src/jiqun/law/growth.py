"""年均增长, the average growth a year, in the readings (口径) that phrase allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from jiqun.law.arithmetic import Growth, MeanGrowth
from jiqun.law.given import Given
from jiqun.law.values import Value

_INTERVALS = {"three": 3, "two": 2}


def average_growth(given: Given, at: Callable[[int], Value]) -> Sequence[Value]:
    """The growth of the yearly figure `at(year)` up to the base year, as plain ratio.

    `年均期数`: over three intervals (four years of data) or two. `年均`: compound; the arithmetic mean of the yearly
    rates; or every single year, each of which then has to reach the limit.
    """
    last = given.base_year
    intervals = _INTERVALS[given.reading("年均期数")]
    way = given.reading("年均")
    if way == "compound":
        return [Growth(at(last), at(last - intervals), intervals)]
    series = [at(year) for year in range(last - intervals, last + 1)]
    if way == "arithmetic":
        return [MeanGrowth(tuple(series))]
    return [Growth(end, base, 1) for base, end in pairwise(series)]
