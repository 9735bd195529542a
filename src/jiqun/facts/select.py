"""The one SQL text that adds up flat rows, printed from the declarations.

Plain ANSI, integers only, no cast, no parameter, no per-engine word: SQLite and PostgreSQL run it unchanged. It reads
from `roster_row`. A database that keeps the columns elsewhere says so in a common table expression put in front
(`with_source`), so that the text itself stays the same everywhere.
"""

from __future__ import annotations

from functools import cache

from jiqun.facts.declarations import FACTS, Fact, Sum

SOURCE = "roster_row"


@cache
def text() -> str:
    """`SELECT cluster, year, <facts> FROM roster_row GROUP BY cluster, year`."""
    columns = ",\n  ".join(item for fact in FACTS for item in _printed(fact))
    return f"SELECT\n  cluster,\n  year,\n  {columns}\nFROM {SOURCE}\nGROUP BY cluster, year"


def with_source(source: str) -> str:
    """The text reading from `source`, a SELECT that names its columns as in `columns.NAMES`."""
    return f"WITH {SOURCE} AS (\n{source}\n)\n{text()}"


def _printed(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, Sum):
        both = f"{fact.where} AND " if fact.where else ""
        return (
            _sum(f"{both}{fact.column} IS NOT NULL", fact.column, fact.name),
            _sum(f"{both}{fact.column} IS NULL", "1", f"{fact.name}__na"),
        )
    counted = _sum(fact.where, fact.each, fact.name)
    return (counted, _sum(fact.unsure, "1", f"{fact.name}__na")) if fact.unsure else (counted,)


def _sum(where: str, what: str, name: str) -> str:
    return f"SUM(CASE WHEN {where} THEN {what} ELSE 0 END) AS {name}"
