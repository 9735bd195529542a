"""After a change to one firm the cluster's facts and findings are right again, however large the rest is.

`python -m bench.upkeep [--clusters 25000]` measures it in a table of sums kept for the whole country, in SQLite on
disk, one durable transaction a change. `python -m bench` measures it in the product (`bench.correction`).
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from random import Random

from bench.machine import describe
from bench.measure import Row, table
from jiqun import law
from jiqun.demo.rosters import Character, roster
from jiqun.facts import assemble, build, records
from jiqun.facts.kept import Kept
from jiqun.facts.prepare import flat_rows
from jiqun.facts.rollup import YearSums, in_memory
from jiqun.facts.rows import Roster

ON = date(2025, 4, 14)
CLUSTERS = 25_000
GOAL = 50


def made(firms: int) -> Roster:
    """An invented roster of so many firms over four years."""
    shape = Character(firms=firms)
    return roster(Random(3), name="甲", place="惠城区", short="惠城", leads=("398",), base_year=2024, shape=shape)


def country(folder: Path, clusters: int, runs: int = 40) -> Iterator[Row]:
    """The same where sums are kept of 1 cluster, and of so many; then what counting one cluster again would cost."""
    one = made(300)
    lines = flat_rows(one, on=ON)
    counted = in_memory(lines)
    for many in (1, clusters):
        with closing(sqlite3.connect(folder / f"{many}.sqlite3")) as database:
            database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
            kept = Kept(database.cursor())
            kept.create()
            kept.fill(YearSums(f"C{number:05}", line.year, line.sums) for number in range(many) for line in counted)
            database.commit()
            run = changes(database, kept, one, Random(many), many)
            kept_of = "1 cluster" if many == 1 else f"{many:,} clusters"
            yield clocked(f"facts and findings after one firm changed, sums of {kept_of} kept", run, GOAL, runs)
    yield clocked(
        "the same by counting the cluster's 300 firms × 4 years again",
        lambda: law.load("gd_2023_4").assess(build(one, on=ON), on=ON),
        None,
        runs,
    )


def changes(database: sqlite3.Connection, kept: Kept, one: Roster, chance: Random, many: int) -> Callable[[], object]:
    """One run: another output for the last firm of a cluster taken at random, committed, read back and assessed."""
    last = one.firm_years[-1].uscc
    own = tuple(line for line in one.firm_years if line.uscc == last)
    firm = replace(one, firm_years=own, below_size=())
    places = range(min(many, 500))
    stands = {number: flat_rows(firm, on=ON, cluster=f"C{number:05}", reported=True) for number in places}
    searches, efficiency = records.searches(one), records.efficiency(one)
    outputs = count(1)

    def run() -> None:
        number = chance.choice(places)
        key = f"C{number:05}"
        new = replace(firm, firm_years=(*own[:-1], replace(own[-1], output=next(outputs))))
        rows = flat_rows(new, on=ON, cluster=key, reported=True)
        kept.change(stands[number], rows)
        database.commit()
        stands[number] = rows
        facts = assemble(one.cluster, kept.read(key), on=ON, searches=searches, efficiency=efficiency)
        law.load("gd_2023_4").assess(facts, on=ON)

    return run


def clocked(name: str, run: Callable[[], object], goal: float | None, runs: int) -> Row:
    """Median milliseconds by the clock, disk included, after three runs to warm up."""
    for _ in range(3):
        run()
    spent = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        spent.append((time.perf_counter() - started) * 1000)
    return Row(name, milliseconds=statistics.median(spent), goal=goal, unit="ms", best=min(spent))


def main() -> int:
    """Measures the country; exit 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.upkeep", description=__doc__)
    parser.add_argument("--clusters", type=int, default=CLUSTERS, help="clusters whose sums are kept (25,000)")
    with tempfile.TemporaryDirectory(prefix="jiqun-bench-") as folder:
        rows = list(country(Path(folder), parser.parse_args().clusters))
    print(f"{describe()}\n\n{table(rows)}")
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
