"""The measurement of kept facts changes one firm and assesses what a full recount would give."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

from bench.upkeep import ON, changes, country, made

from jiqun.facts.kept import Kept
from jiqun.facts.prepare import flat_rows
from jiqun.facts.rollup import YearSums, in_memory


def test_country_is_measured_with_one_cluster_and_with_all(tmp_path: Path) -> None:
    rows = list(country(tmp_path, 2, runs=1))
    assert [row.name.rpartition(",")[2] for row in rows[:2]] == [" sums of 1 cluster kept", " sums of 2 clusters kept"]
    assert [row.goal for row in rows] == [50, 50, None]


def test_what_is_measured_leaves_the_sums_of_a_full_recount() -> None:
    one = made(5)
    counted = in_memory(flat_rows(one, on=ON))
    with closing(sqlite3.connect(":memory:")) as database:
        kept = Kept(database.cursor())
        kept.create()
        kept.fill(YearSums("C00000", line.year, line.sums) for line in counted)
        run = changes(database, kept, one, Random(1), 1)
        run()
        run()
        last = replace(one.firm_years[-1], output=2)
        whole = replace(one, firm_years=(*one.firm_years[:-1], last))
        assert kept.read("C00000") == in_memory(flat_rows(whole, on=ON, cluster="C00000"))
