"""Running the SELECT: on rows in memory, or in place on any database that keeps the flat columns."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

from jiqun.facts import select
from jiqun.facts.columns import COLUMNS, NAMES, FlatRow
from jiqun.facts.declarations import keys
from jiqun.facts.prepare import in_order


class Cursor(Protocol):
    """What is used of a DB-API cursor; Django's own cursors fit."""

    def execute(self, sql: str, params: Any = ..., /) -> Any: ...

    def fetchall(self) -> Sequence[Sequence[Any]]: ...


@dataclass(frozen=True, slots=True)
class YearSums:
    """All facts of one cluster in one year, by name."""

    cluster: str
    year: int
    sums: MappingProxyType[str, int]


def run(cursor: Cursor, source: str | None = None, params: Sequence[object] = ()) -> list[YearSums]:
    """The facts of all clusters the cursor can see, sorted by cluster and year.

    Without `source` the rows are read from a table or view called `roster_row`. Else `source` is a SELECT whose
    columns are named as in `columns.NAMES`, with `params` for its placeholders in the database's own style.
    """
    sql = select.text() if source is None else select.with_source(source)
    cursor.execute(sql, tuple(params))
    names = keys()
    found = [
        # PostgreSQL adds bigint up to numeric: the same integer in another type.
        YearSums(str(line[0]), int(line[1]), MappingProxyType(dict(zip(names, map(int, line[2:]), strict=True))))
        for line in cursor.fetchall()
    ]
    return sorted(found, key=lambda line: (line.cluster, line.year))


def in_memory(rows: Iterable[FlatRow]) -> list[YearSums]:
    """The facts of flat rows, added up by SQLite in memory."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(create_table())
        places = ", ".join("?" * len(NAMES))
        database.executemany(f"INSERT INTO {select.SOURCE} VALUES ({places})", in_order(rows))
        return run(database.cursor())


def create_table() -> str:
    """The table `roster_row` in plain SQL, columns in the order of `columns.NAMES`."""
    columns = [f"{c.name} BIGINT{'' if c.nullable else ' NOT NULL'}" for c in COLUMNS]
    return f"CREATE TABLE {select.SOURCE} (cluster TEXT NOT NULL, year BIGINT NOT NULL, {', '.join(columns)})"


def digest(rollup: Iterable[YearSums]) -> str:
    """SHA-256 over the sorted rollup: equal on every engine that adds up the same rows."""
    lines = sorted((line.cluster, line.year, dict(line.sums)) for line in rollup)
    canonical = json.dumps(lines, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
