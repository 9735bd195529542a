"""The sum of a visit: how many figures were looked at, how many differ, and by how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.visits.figures import Deviation, Stated


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of one year over all firms looked at; money in 分. `first` stands for its unit and title."""

    first: Deviation
    figures: int
    stated: int
    seen: int

    @property
    def total(self) -> Deviation:
        """The sums as a deviation, for their words."""
        kind = self.first.stated
        return Deviation(Stated(kind.measure, kind.year, self.stated), self.seen)

    @property
    def seen_shown(self) -> str:
        """The sum of what was seen, in its unit."""
        return self.first.stated.said(self.seen)


@dataclass(frozen=True, slots=True)
class Sums:
    """`looked` figures were looked at, `differing` of them differ, `marked` by more than the set share."""

    looked: int
    differing: int
    marked: int
    lines: tuple[Line, ...]

    def plain(self) -> dict[str, Any]:
        """As it is kept with the conclusion: whole numbers of the smallest unit."""
        return {
            "looked": self.looked,
            "differing": self.differing,
            "marked": self.marked,
            "lines": [
                {
                    "measure": line.first.stated.measure,
                    "year": line.first.stated.year,
                    "figures": line.figures,
                    "stated": line.stated,
                    "seen": line.seen,
                }
                for line in self.lines
            ],
        }

    @property
    def text(self) -> Text:
        """In one sentence."""
        if not self.looked:
            return Text("未核对数据", "No figures were looked up")
        return Text(
            f"核对数据 {self.looked} 项，不一致 {self.differing} 项，其中超过标出幅度 {self.marked} 项",
            f"{self.looked} figures looked up, {self.differing} differ, {self.marked} by more than the set share",
        )


def sums(found: Iterable[Deviation], threshold: int) -> Sums:
    """Adds up deviations; `threshold` in per mille."""
    grouped: dict[tuple[str, int], list[Deviation]] = defaultdict(list)
    every = list(found)
    for each in every:
        grouped[each.stated.measure, each.stated.year].append(each)
    return Sums(
        len(every),
        sum(bool(each.difference) for each in every),
        sum(each.marked(threshold) for each in every),
        tuple(
            Line(group[0], len(group), sum(d.stated.value for d in group), sum(d.seen for d in group))
            for group in grouped.values()
        ),
    )


def from_plain(kept: dict[str, Any]) -> Text:
    """The sentence of sums that were kept."""
    return Sums(kept.get("looked", 0), kept.get("differing", 0), kept.get("marked", 0), ()).text
