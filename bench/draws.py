"""Draws of experts: 10,000 without a conflict and uniform (χ²), and how long a large one takes.

`python -m bench.draws [--draws 10000]`. Exit 1 when an expert with a conflict was seated or the chances differ
(p ≤ 0.01).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from random import Random
from time import process_time

from bench.machine import describe
from bench.measure import Row, table
from jiqun.review.draw import CaseTies, Condition, ExpertTies, Terms, draw, verify

DRAWS = 10_000
CHI2 = 21.67
"""χ² with 9 degrees of freedom is above this with p = 0.01."""
COUNTY, ELSEWHERE = "440000/441300/441302/", "440000/440300/440305/"
FIELDS = ("finance", "green", "materials", "electronics")


def uniform(draws: int) -> tuple[float, int]:
    """χ² of how often each of ten experts alike is seated at one case of four, three a case, and seated conflicts."""
    chance, seen, conflicts = Random(20250620), Counter[str](), 0
    cases = [CaseTies(f"C{n}", COUNTY, frozenset({"某公司"})) for n in range(4)]
    alike = [ExpertTies(f"E{n}", "某大学", ELSEWHERE) for n in range(10)]
    barred = [ExpertTies("T0", "某公司", ELSEWHERE), ExpertTies("T1", "某大学", COUNTY)]
    for _ in range(draws):
        panels = draw(chance.randbytes(32).hex(), cases, [*alike, *barred], Terms(3)).panels
        conflicts += sum(code.startswith("T") for panel in panels.values() for code in panel)
        seen.update(panels["C2"])
    share = draws * 3 / 10
    # Three of ten are taken at a time, without putting back: the statistic is scaled by (10 − 1) / (10 − 3).
    return sum((seen[e.code] - share) ** 2 / share for e in alike) * 9 / 7, conflicts


def large() -> tuple[float, float]:
    """CPU milliseconds of drawing seven experts for each of 60 cases from 120 under conditions, and of checking it."""
    chance = Random(7)
    cases = [
        CaseTies(f"C{n:02d}", f"440000/44{n % 20:02d}00/{n}/", fields=frozenset({FIELDS[n % 4]})) for n in range(60)
    ]
    experts = [
        ExpertTies(f"E{n:03d}", f"第{n}院", f"440000/44{n % 20:02d}00/", fields=frozenset(chance.sample(FIELDS, 2)))
        for n in range(120)
    ]
    terms = Terms(
        7, (Condition("c1", 1, "finance"), Condition("c2", 2, "lead", "prefecture")), most=6, prefer_lead=True
    )
    started = process_time()
    drawn = draw("5a" * 32, cases, experts, terms)
    between = process_time()
    assert verify(drawn.record)
    return (between - started) * 1000, (process_time() - between) * 1000


def rows(draws: int = DRAWS) -> list[Row]:
    """χ² and conflicts as figures with their goals, then the times."""
    chi2, conflicts = uniform(draws)
    drawing, checking = large()
    return [
        Row(f"{draws:,} draws of experts: χ² of ten alike", milliseconds=chi2, goal=CHI2, unit=""),
        Row(f"{draws:,} draws of experts: conflicts seated", milliseconds=conflicts, goal=0, unit=""),
        Row("draw of 7 experts for each of 60 clusters from 120", milliseconds=drawing, goal=1000),
        Row("the same checked from its record", milliseconds=checking, goal=1000),
    ]


def main() -> int:
    """Measures and prints; exit 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.draws", description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    found = rows(parser.parse_args().draws)
    print(f"{describe()}\n\n{table(found)}")
    return 0 if all(row.met for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
