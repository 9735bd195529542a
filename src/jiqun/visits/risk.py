"""Which firms of a roster deserve a look first, each point explained. It orders; people choose.

The bounds are the product's own proposal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from jiqun.bilingual import Text
from jiqun.visits.kinds import Point, total

LARGEST = 5
"""So many of the largest by output get points."""
SHARE_POINTS, JUMP_POINTS, HONOUR_POINTS, OUTLIER_POINTS, GAP_POINTS = 30, 30, 20, 20, 10
JUMP_PERCENT = 50
"""A change of output within a year, up or down, from which it counts as a jump."""
OUTLIER_TIMES = 5
"""How many times the roster's median output an employee is an outlier, above or below."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Risk:
    """A firm with what makes it worth a look."""

    uscc: str
    name: str
    points: tuple[Point, ...]

    @property
    def total(self) -> int:
        """All its points."""
        return total(self.points)


def risks(rows: Iterable[Row], honours: Mapping[str, int]) -> list[Risk]:
    """Every firm of a roster by its points, the most first, then by credit code.

    `rows` hold uscc, name, year, output (分), employees, rd (分); `honours` counts the titles a firm claims.
    """
    by_firm: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        by_firm[row["uscc"]][row["year"]] = row
    if not by_firm:
        return []
    base = max(year for years in by_firm.values() for year in years)
    outputs = {uscc: years[base]["output"] or 0 for uscc, years in by_firm.items() if base in years}
    whole = sum(outputs.values())
    largest = sorted((uscc for uscc in outputs if outputs[uscc]), key=lambda uscc: (-outputs[uscc], uscc))[:LARGEST]
    per_head = _per_head(by_firm, base)
    found = []
    for uscc, years in by_firm.items():
        points: list[Point] = []
        if uscc in largest:
            points.append(_share(outputs[uscc], whole, largest.index(uscc) + 1))
        points += _jumps(years, base)
        if honours.get(uscc):
            points.append(
                Point(
                    HONOUR_POINTS,
                    Text(f"申报荣誉资质 {honours[uscc]} 项", f"claims {honours[uscc]} titles"),
                )
            )
        points += _outlier(per_head.get(uscc), list(per_head.values()))
        if base not in years or years[base]["output"] is None:
            points.append(Point(GAP_POINTS, Text(f"未报 {base} 年产值", f"no output stated for {base}")))
        name = years[max(years)]["name"]
        found.append(Risk(uscc, name, tuple(points)))
    return sorted(found, key=lambda each: (-each.total, each.uscc))


def _share(output: int, whole: int, place: int) -> Point:
    percent = output * 1000 // whole
    return Point(
        SHARE_POINTS - (place - 1) * 3,
        Text(
            f"产值在名册中列第 {place}，占 {percent // 10}.{percent % 10}%",
            f"number {place} by output, {percent // 10}.{percent % 10}% of the roster's",
        ),
    )


def _jumps(years: Mapping[int, Row], base: int) -> list[Point]:
    """The largest change of output within a year."""
    largest: tuple[int, int] | None = None
    for year in sorted(years):
        before = years.get(year - 1)
        if before is None or not before["output"] or years[year]["output"] is None or year > base:
            continue
        change = (years[year]["output"] - before["output"]) * 100 // before["output"]
        if abs(change) >= JUMP_PERCENT and (largest is None or abs(change) > abs(largest[1])):
            largest = (year, change)
    if largest is None:
        return []
    year, change = largest
    return [
        Point(
            JUMP_POINTS,
            Text(
                f"{year} 年产值比上年{'增长' if change > 0 else '下降'} {abs(change)}%",
                f"output of {year} {'rose' if change > 0 else 'fell'} by {abs(change)}%",
            ),
        )
    ]


def _per_head(by_firm: Mapping[str, Mapping[int, Row]], base: int) -> dict[str, int]:
    return {
        uscc: years[base]["output"] // years[base]["employees"]
        for uscc, years in by_firm.items()
        if base in years and years[base]["output"] and years[base]["employees"]
    }


def _outlier(own: int | None, every: list[int]) -> list[Point]:
    if own is None or len(every) < 3 or not (middle := median_low(every)):
        return []
    if own >= middle * OUTLIER_TIMES:
        said = Text(f"人均产值达名册中位数的 {own // middle} 倍", f"output a head {own // middle} times the median")
    elif own * OUTLIER_TIMES <= middle:
        said = Text(
            f"人均产值不足名册中位数的 {OUTLIER_TIMES} 分之一", f"output a head below a {OUTLIER_TIMES}th of the median"
        )
    else:
        return []
    return [Point(OUTLIER_POINTS, said)]
