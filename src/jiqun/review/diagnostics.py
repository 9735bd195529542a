"""How a panel scored, for the discipline supervisor after the announcement (Article 14(三)): exact, and only numbers.

Nothing here says that anybody did wrong: a number is a question to put. During the panel none of it is shown, so that
nobody scores towards the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.review.aggregation import Rule, TooFewSheets, aggregate, mean, median
from jiqun.review.ranking import Scores, rank

FAR = Fraction(10)
"""Points from the median of its case at which a sheet is named an outlier."""
APART = Fraction(30)
"""Percentage points between the computed and the experts' share of full marks that are named a contradiction."""

ABOUT = {
    "spread": Text(
        f"极差＝同一集群最高总分减最低总分；偏离中位数＝评审表总分与该集群总分中位数之差，达到 {FAR} 分的列出。",
        f"Spread: highest less lowest total of a cluster. Distance to the median of the cluster's totals: named from "
        f"{FAR} points on.",
    ),
    "leniency": Text(
        "平均偏差＝该专家各评审表总分与所评集群平均总分之差的平均；正数偏宽，负数偏严。",
        "Mean deviation: the mean, over an expert's sheets, of total less the cluster's mean total; positive is "
        "lenient, negative is strict.",
    ),
    "weight": Text(
        "去掉该专家全部评审表、按原规则重排：名次变动的集群数、最大变动位数，以及前 N 名（N＝实际列入名单数）的进出。"
        "去掉后不足以按规则计分的集群保持原状，另列个数。",
        "The ranking made again without the expert's sheets, by the same rule: clusters that move, the furthest move, "
        "and who would enter or leave the first N (N: those on the list). Clusters that could not be scored with one "
        "sheet fewer stay as they are and are counted.",
    ),
    "contradiction": Text(
        f"测算得分率＝系统测算部分得分÷其满分；专家得分率＝专家部分得分÷其满分；相差达到 {APART} 个百分点的列出。",
        f"The computed part's share of its full marks against the experts' part's; named from {APART} percentage "
        "points on.",
    ),
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One ranked case: its sheets' totals by expert's code, with the sums of each dimension in the same order; the
    computed part and what it could be at most. All in hundredths of a point."""

    number: str
    cluster: str
    totals: Mapping[str, int]
    dimensions: Mapping[str, Sequence[int]]
    computed: int = 0
    computed_most: int = 0

    def scores(self, without: str = "") -> Scores:
        """What the sheets say, leaving one expert's out."""
        keep = [n for n, code in enumerate(self.totals) if code != without]
        totals = list(self.totals.values())
        return Scores(
            [totals[n] for n in keep],
            {clause: [given[n] for n in keep] for clause, given in self.dimensions.items()},
            self.computed,
        )


@dataclass(frozen=True, slots=True)
class Spread:
    """A cluster's totals: lowest, highest and median in points; `outliers` are (code, distance to the median)."""

    number: str
    cluster: str
    lowest: Fraction
    highest: Fraction
    median: Fraction
    outliers: tuple[tuple[str, Fraction], ...]

    @property
    def spread(self) -> Fraction:
        """Highest less lowest, in points."""
        return self.highest - self.lowest


def spreads(reviewed: Sequence[Reviewed]) -> list[Spread]:
    """Every cluster, the widest spread first."""
    found = []
    for case in reviewed:
        totals = list(case.totals.values())
        middle = median(totals)
        apart = ((code, Fraction(total, 100) - middle) for code, total in case.totals.items())
        outliers = tuple(sorted((each for each in apart if abs(each[1]) >= FAR), key=lambda each: -abs(each[1])))
        lowest, highest = Fraction(min(totals), 100), Fraction(max(totals), 100)
        found.append(Spread(case.number, case.cluster, lowest, highest, middle, outliers))
    return sorted(found, key=lambda each: (-each.spread, each.number))


@dataclass(frozen=True, slots=True)
class Leniency:
    """One expert: how many sheets, the mean deviation from the means of the cases, in points."""

    code: str
    sheets: int
    deviation: Fraction


def leniencies(reviewed: Sequence[Reviewed]) -> list[Leniency]:
    """Every expert, the one furthest from the others first."""
    apart: dict[str, list[Fraction]] = {}
    for case in reviewed:
        middle = mean(list(case.totals.values()))
        for code, total in case.totals.items():
            apart.setdefault(code, []).append(Fraction(total, 100) - middle)
    found = [Leniency(code, len(given), sum(given, Fraction(0)) / len(given)) for code, given in apart.items()]
    return sorted(found, key=lambda each: (-abs(each.deviation), each.code))


@dataclass(frozen=True, slots=True)
class Weight:
    """What the ranking would be without one expert: clusters that move, the furthest move, who would enter and leave
    the first of the list (case numbers), and how many clusters could not be scored with one sheet fewer."""

    code: str
    moved: int
    furthest: int
    enter: tuple[str, ...]
    leave: tuple[str, ...]
    kept: int


def weights(reviewed: Sequence[Reviewed], rule: Rule, listed: int) -> list[Weight]:
    """Every expert, the one who moves most first; `listed` is how many were put on the list."""
    whole = {case.number: case.scores() for case in reviewed}
    places = ranks(whole, rule)
    found = []
    for code in sorted({code for case in reviewed for code in case.totals}):
        kept, changed = 0, dict(whole)
        for case in reviewed:
            if code not in case.totals:
                continue
            fewer = case.scores(without=code)
            if can_be_scored(fewer, rule):
                changed[case.number] = fewer
            else:
                kept += 1
        now = ranks(changed, rule)
        moves = [abs(now[number] - places[number]) for number in places]
        before, after = first(places, listed), first(now, listed)
        found.append(
            Weight(
                code,
                sum(move > 0 for move in moves),
                max(moves, default=0),
                tuple(sorted(after - before)),
                tuple(sorted(before - after)),
                kept,
            )
        )
    return sorted(found, key=lambda each: (-len(each.leave), -each.moved, -each.furthest, each.code))


def can_be_scored(scores: Scores, rule: Rule) -> bool:
    """Whether the rule still gives a score."""
    if not scores.totals:
        return False
    try:
        aggregate(rule.aggregation, scores.totals)
    except TooFewSheets:
        return False
    return True


def ranks(cases: Mapping[str, Scores], rule: Rule) -> dict[str, int]:
    """The rank of every case."""
    return {placed.key: placed.rank for placed in rank(cases, rule)}


def first(places: Mapping[str, int], many: int) -> set[str]:
    """The cases whose rank is among the first so many."""
    return {number for number, place in places.items() if place <= many}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A cluster whose computed part and experts' part disagree; both as shares of their full marks, in per cent."""

    number: str
    cluster: str
    computed: Fraction
    expert: Fraction

    @property
    def apart(self) -> Fraction:
        """Computed less experts', in percentage points."""
        return self.computed - self.expert


def contradictions(reviewed: Sequence[Reviewed], full: int) -> list[Contradiction]:
    """Clusters whose shares lie `APART` or more from each other, the furthest first; `full` marks in hundredths."""
    found = []
    for case in reviewed:
        most = full - case.computed_most
        if not case.computed_most or not most:
            continue
        computed = Fraction(100 * case.computed, case.computed_most)
        expert = (mean(list(case.totals.values())) * 100 - case.computed) * 100 / most
        found.append(Contradiction(case.number, case.cluster, computed, expert))
    apart = [each for each in found if abs(each.apart) >= APART]
    return sorted(apart, key=lambda each: (-abs(each.apart), each.number))
