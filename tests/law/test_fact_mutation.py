"""What the measure's formulas stand on: each fact is the number its name says, and a slip in its condition shows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.facts import rollup
from jiqun.facts.columns import FIGURES, FLAGS
from jiqun.facts.declarations import FACTS, Fact, Sum, keys
from jiqun.facts.prepare import in_order
from tests.law.plain_facts import by_year, rows

ROWS = rows()
BY_HAND = by_year(ROWS)  # type: ignore[arg-type]
SWAPS = {
    " AND ": (" OR ",),
    " IS NULL": (" IS NOT NULL",),
    " IS NOT NULL": (" IS NULL",),
    " = 0": (" = 1", " >= 0"),
    " = 1": (" = 0", " >= 0"),
    " > 0": (" >= 0", " > 1"),
    " + ": (" - ",),
}


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Cursor]:
    """The rows in a table, for conditions tried one by one."""
    database = sqlite3.connect(":memory:")
    database.execute(rollup.create_table())
    first = next(iter(in_order(ROWS)))
    database.executemany(f"INSERT INTO roster_row VALUES ({', '.join('?' * len(first))})", in_order(ROWS))
    yield database.cursor()
    database.close()


def test_every_fact_is_the_number_its_name_says() -> None:
    assert {line.year: dict(line.sums) for line in rollup.in_memory(ROWS)} == BY_HAND
    assert set(keys()) == BY_HAND[2024].keys()


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_facts_of_any_few_rows_are_those_counted_by_hand(seed: int, count: int) -> None:
    few = rows(count, seed)
    assert {line.year: dict(line.sums) for line in rollup.in_memory(few)} == by_year(few)  # type: ignore[arg-type]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_slip_in_the_condition_of_a_fact_is_found_out(fact: Fact, table: sqlite3.Cursor) -> None:
    names = [name for name in keys() if name in (fact.name, f"{fact.name}__na")]
    expected = [tuple(sums[name] for name in names) for sums in BY_HAND.values()]
    assert counted(fact, table) == expected
    slips = list(slips_in(fact))
    assert slips
    assert [slip for slip in slips if counted(slip, table) == expected] == []


def counted(fact: Fact, table: sqlite3.Cursor) -> list[tuple[int, ...]]:
    """What a declaration says, added up by year: the number, then the blanks or the unsure ones where it has them."""
    where = fact.where or "1 = 1"
    if isinstance(fact, Sum):
        asked = [(f"{where} AND {fact.column} IS NOT NULL", fact.column), (f"{where} AND {fact.column} IS NULL", "1")]
    else:
        asked = [(where, fact.each), *([(fact.unsure, "1")] if fact.unsure else [])]
    summed = ", ".join(f"SUM(CASE WHEN {condition} THEN {what} ELSE 0 END)" for condition, what in asked)
    return table.execute(f"SELECT {summed} FROM roster_row GROUP BY year ORDER BY year").fetchall()


def slips_in(fact: Fact) -> Iterator[Fact]:
    """The fact with one word of a condition changed, a part of it left out, or another column in a column's place."""
    for part in ("where", "each", "unsure", "column"):
        text: Any = getattr(fact, part, "")
        yield from (replace(fact, **{part: slip}) for slip in sorted(set(_slips(text))) if slip.strip())
    if isinstance(fact, Sum) and fact.where:
        yield replace(fact, where="")


def _slips(text: str) -> Iterator[str]:
    for old, others in SWAPS.items():
        for match in re.finditer(re.escape(old), text):
            yield from (text[: match.start()] + new + text[match.end() :] for new in others)
    for joint in (" AND ", " + "):
        parts = text.split(joint)
        yield from (joint.join(parts[:n] + parts[n + 1 :]) for n in range(len(parts)) if len(parts) > 1)
    names = [column.name for column in (*FIGURES, *FLAGS)]
    for match in re.finditer(r"[a-z_]+", text):
        if match[0] in names:
            yield from (text[: match.start()] + name + text[match.end() :] for name in names if name != match[0])
