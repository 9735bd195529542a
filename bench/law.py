"""An assessment by itself: with its explanation, without, and for every cluster of the country.

`python -m bench.law [--clusters 25000]`. Each cluster has figures of its own, so that nothing is remembered from the
one before; only the evaluation is timed, not the making of the figures.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

from bench.machine import describe
from bench.measure import Row, table
from bench.upkeep import made
from jiqun import law
from jiqun.facts import Facts, build

ON = date(2025, 4, 14)
CLUSTERS = 25_000
MEASURE = law.load("gd_2023_4")


def clusters(count: int) -> Iterator[Facts]:
    """Invented clusters: the sums of one roster of 300 firms, each year's scaled by its own share."""
    base, chance = build(made(300), on=ON), Random(2)
    for _ in range(count):
        years = {}
        for year, sums in base.years.items():
            share = chance.randint(60, 140)
            years[year] = {name: n if name.endswith("__na") else n * share // 100 for name, n in sums.items()}
        yield replace(base, years=years)


def verdicts(facts: Facts) -> object:
    """The verdicts alone."""
    return MEASURE.verdicts(facts, on=ON)


def explained(facts: Facts) -> object:
    """Every finding with value, margin, what is missing, the readings that would change it, and its sentence."""
    found = MEASURE.assess(facts, on=ON).findings
    return [(each.value, each.margin, each.needs, each.flips_under, each.said(True)) for each in found]


def printed(facts: Facts) -> object:
    """The JSON that `jiqun check` prints, hashes included."""
    return MEASURE.assess(facts, on=ON).to_json()


def each(what: Callable[[Facts], object], count: int) -> tuple[float, float, float]:
    """CPU microseconds of one cluster: the median, the best, and the seconds of all of them together."""
    spent = []
    for facts in clusters(count):
        started = time.process_time_ns()
        what(facts)
        spent.append(time.process_time_ns() - started)
    spent.sort()
    return spent[len(spent) // 2] / 1000, spent[0] / 1000, sum(spent) / 1e9


def rows(count: int = CLUSTERS) -> list[Row]:
    """The table: a cluster in microseconds, the country in seconds."""
    for facts in clusters(20):
        printed(facts)
    found = []
    for name, what, goal in (("without explanation", verdicts, 100), ("with full explanation", explained, 500)):
        median, best, whole = each(what, count)
        found.append(Row(f"assessment {name}", milliseconds=median, goal=goal, best=best, unit="µs CPU a cluster"))
        found.append(Row(f"{count:,} clusters {name}", milliseconds=whole, goal=15, unit="s CPU, one core"))
    median, best, _ = each(printed, count // 25)
    found.append(Row("assessment as printed JSON", milliseconds=median, best=best, unit="µs CPU a cluster"))
    return found


def main() -> int:
    """Prints the table; exit 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.law", description=__doc__)
    parser.add_argument("--clusters", type=int, default=CLUSTERS)
    found = rows(parser.parse_args().clusters)
    print(f"{describe()}\n\n{table(found)}")
    return 0 if all(row.met for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
