"""How the sheets of a case become one score, and when there are enough of them (Article 14(三)): a rule as data.

The rule is fixed with the digest of the draw's seed, before anybody is drawn, and changes no more. Scores are integers
in hundredths of a point and results are exact fractions of a point: nothing is rounded before it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.journal.canonical import canonical, digests

LEAST_SHEETS = 3
"""Fewest sheets a case is ever placed by."""
LEAST_TRIMMED = 5
"""Fewest sheets of which the highest and the lowest can be left out, so that three remain."""
COMPUTED = "computed"

AGGREGATIONS = {
    "mean": Text("算术平均", "the mean"),
    "trimmed": Text("去掉一个最高分和一个最低分后的算术平均", "the mean without the highest and the lowest total"),
    "median": Text("中位数", "the median"),
}
SHARES = {
    (1, 1): Text("全部席位", "all seats"),
    (2, 3): Text("三分之二以上席位", "two thirds of the seats"),
    (1, 2): Text("半数以上席位", "half of the seats"),
}


class TooFewSheets(ValueError):
    """Fewer sheets than the rule can be applied to; `text` says how many."""

    def __init__(self, found: int, wanted: int) -> None:
        self.text = Text(
            f"按“去掉最高分和最低分”的规则计分，每个集群至少须有 {wanted} 份评审表，现有 {found} 份。",
            f"To leave out the highest and the lowest, a cluster needs at least {wanted} sheets; there are {found}.",
        )
        super().__init__(self.text.zh)


@dataclass(frozen=True, slots=True)
class Rule:
    """What was fixed. `least` and `share` (a fraction of the seats) are the quorum; `ties` are what decides between
    equal scores, in turn: clauses of dimensions, or `computed`. Whoever is equal in all of them shares a rank."""

    aggregation: str = "mean"
    least: int = LEAST_SHEETS
    share: tuple[int, int] = (1, 1)
    ties: tuple[str, ...] = ()

    def needed(self, seats: int) -> int:
        """How many of a case's `seats` must have handed a sheet in."""
        part = -(-seats * self.share[0] // self.share[1])
        return max(self.least, part, LEAST_TRIMMED if self.aggregation == "trimmed" else 0)

    def plain(self) -> dict[str, Any]:
        """As it is kept and journalled."""
        return {
            "aggregation": self.aggregation,
            "least": self.least,
            "share": list(self.share),
            "ties": list(self.ties),
        }

    @property
    def sha256(self) -> str:
        """The digest of the canonical rule."""
        return digests(canonical(self.plain())).sha256


def read(kept: Mapping[str, Any]) -> Rule:
    """The rule that was kept by `Rule.plain`. An empty one stands for rounds from before the rule was data: the mean
    of all sheets, at least three, equal means share a rank."""
    if not kept:
        return Rule(share=(0, 1))
    over, under = kept["share"]
    return Rule(kept["aggregation"], kept["least"], (over, under), tuple(kept["ties"]))


def mean(values: Sequence[int]) -> Fraction:
    """The mean of hundredths, in points. Raises `ValueError` when there is none."""
    if not values:
        raise ValueError("没有已提交的评审表 · no submitted sheet")
    return Fraction(sum(values), 100 * len(values))


def trimmed(values: Sequence[int]) -> Fraction:
    """The mean without one highest and one lowest value. Raises `TooFewSheets` below five."""
    if len(values) < LEAST_TRIMMED:
        raise TooFewSheets(len(values), LEAST_TRIMMED)
    return Fraction(sum(values) - max(values) - min(values), 100 * (len(values) - 2))


def median(values: Sequence[int]) -> Fraction:
    """The value in the middle, or the mean of the two there. Raises `ValueError` when there is none."""
    if not values:
        raise ValueError("没有已提交的评审表 · no submitted sheet")
    ordered, half = sorted(values), len(values) // 2
    return Fraction(ordered[half] + ordered[-half - 1], 200)


METHODS = {"mean": mean, "trimmed": trimmed, "median": median}


def aggregate(aggregation: str, values: Sequence[int]) -> Fraction:
    """Hundredths into points by one of `AGGREGATIONS`. Raises `ValueError` (`TooFewSheets`) when there are too few."""
    return METHODS[aggregation](values)


def said(rule: Rule, dimensions: Mapping[str, Text]) -> Text:
    """The rule as a sentence; `dimensions` are the rubric's, by clause."""
    method, share = AGGREGATIONS[rule.aggregation], SHARES.get(rule.share)
    quorum_zh = f"每个集群有效评审表不少于 {rule.least} 份" + (f"且达到{share.zh}" if share else "")
    quorum_en = f"at least {rule.least} sheets a cluster" + (f" and {share.en}" if share else "")
    names = [tie_name(tie, dimensions) for tie in rule.ties]
    if names:
        ties_zh = "得分相同的依次比较" + "、".join(f"“{name.zh}”" for name in names) + "，仍相同的并列"
        ties_en = "equal scores are told apart by " + ", then ".join(f"“{name.en}”" for name in names)
        ties_en += "; what is still equal shares a rank"
    else:
        ties_zh, ties_en = "得分相同的并列", "equal scores share a rank"
    return Text(
        f"集群得分为各有效评审表总分的{method.zh}；{quorum_zh}；{ties_zh}。",
        f"A cluster's score is {method.en} of its sheets' totals; {quorum_en}; {ties_en}.",
    )


def tie_name(tie: str, dimensions: Mapping[str, Text]) -> Text:
    """What a step of the tie rule compares."""
    return Text("系统测算部分得分", "computed part") if tie == COMPUTED else dimensions[tie]
