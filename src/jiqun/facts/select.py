"""The one SQL text that adds up flat rows, printed from the declarations.

Plain ANSI, integers only, no cast, no parameter, no per-engine word: SQLite, PostgreSQL, DuckDB and Spark run it
unchanged. It reads from `roster_row`. Where the columns lie elsewhere a common table expression put in front says so
(`with_source`), so that the text itself stays the same everywhere.

A blank is not added but counted: SUM leaves NULL out, and COUNT is a third of the work of adding ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from jiqun.facts.columns import KEYS, NAMES
from jiqun.facts.declarations import FACTS, Fact, Sum, chosen

SOURCE = "roster_row"
ROWS = "row_count"
"""The third column of the text, after cluster and year: how many rows went in."""


def text(names: Iterable[str] | None = None) -> str:
    """`SELECT cluster, year, row_count, <facts> FROM roster_row GROUP BY cluster, year ORDER BY cluster, year`.

    Without `names` all facts are added up, else those named (see `declarations.chosen`, which also gives the order).
    """
    return _text(chosen(names))


def with_source(source: str, names: Iterable[str] | None = None) -> str:
    """The text reading from `source`, a SELECT that names its columns as in `columns.NAMES`."""
    return f"WITH {SOURCE} AS (\n{source}\n)\n{text(names)}"


def columns(names: Iterable[str] | None = None) -> tuple[str, ...]:
    """The columns that the text reads, in the order of `columns.NAMES`."""
    if names is None:
        return NAMES
    words = set(re.findall("[a-z0-9_]+", " ".join(_conditions(fact) for fact in chosen(names))))
    return tuple(name for name in NAMES if name in KEYS or name in words)


def halves(names: Iterable[str] | None = None) -> str:
    """Cluster, year, and the upper and lower 32 bits of each sum added up apart.

    An engine that stops at 2^63 does not say where; this finds out, as neither half can reach 2^63.
    """
    both = ",\n  ".join(
        f"SUM({_when(fact.where, f'{fact.column} >> 32')}), SUM({_when(fact.where, f'{fact.column} & 4294967295')})"
        for fact in sums(names)
    )
    return f"SELECT\n  cluster,\n  year,\n  {both}\nFROM {SOURCE}\nGROUP BY cluster, year\nORDER BY cluster, year"


def sums(names: Iterable[str] | None = None) -> tuple[Sum, ...]:
    """Those of the facts that add up a figure."""
    return tuple(fact for fact in chosen(names) if isinstance(fact, Sum))


@cache
def _text(facts: tuple[Fact, ...] = FACTS) -> str:
    printed = ",\n  ".join(item for fact in facts for item in _printed(fact))
    return (
        f"SELECT\n  cluster,\n  year,\n  COUNT(*) AS {ROWS},\n  {printed}\n"
        f"FROM {SOURCE}\nGROUP BY cluster, year\nORDER BY cluster, year"
    )


def _printed(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, Sum):
        blank = f"{fact.where} AND {fact.column} IS NULL"
        return (
            f"COALESCE(SUM({_when(fact.where, fact.column)}), 0) AS {fact.name}",
            f"{_count(blank) if fact.where else f'COUNT(*) - COUNT({fact.column})'} AS {fact.name}__na",
        )
    counted = _count(fact.where) if fact.each == "1" else f"COALESCE(SUM({_when(fact.where, fact.each)}), 0)"
    unsure = (f"{_count(fact.unsure)} AS {fact.name}__na",) if fact.unsure else ()
    return (f"{counted} AS {fact.name}", *unsure)


def _when(where: str, what: str) -> str:
    return f"CASE WHEN {where} THEN {what} END" if where else what


def _count(where: str) -> str:
    return f"COUNT({_when(where, '1')})"


def _conditions(fact: Fact) -> str:
    return f"{fact.column} {fact.where}" if isinstance(fact, Sum) else f"{fact.where} {fact.each} {fact.unsure}"
