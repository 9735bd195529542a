"""Sums kept in a table, one row a cluster and year, right after every change without counting the rest again.

Plain SQL that SQLite (3.35 and later) and PostgreSQL run alike, in the caller's transaction: what comes to the rows
and what comes to their sums is one change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from jiqun.facts.columns import FlatRow
from jiqun.facts.declarations import keys
from jiqun.facts.rollup import Cursor, YearSums
from jiqun.facts.upkeep import checked, differences

TABLE = "kept_sums"


class Writer(Cursor, Protocol):
    """A DB-API cursor that also writes many rows at once."""

    def executemany(self, sql: str, params: Any, /) -> Any: ...


class Kept:
    """The table `kept_sums` behind a DB-API cursor. `mark` is the database's placeholder: `?` or `%s`."""

    def __init__(self, cursor: Writer, mark: str = "?") -> None:
        self._cursor = cursor
        self._mark = mark

    def create(self) -> None:
        """Makes the table. NUMERIC holds any integer exactly, so that a sum too large is seen and not wrapped."""
        columns = ", ".join(f"{name} NUMERIC NOT NULL" for name in keys())
        self._cursor.execute(
            f"CREATE TABLE {TABLE} (cluster TEXT NOT NULL, year BIGINT NOT NULL, {columns}, "
            "PRIMARY KEY (cluster, year))"
        )

    def fill(self, sums: Iterable[YearSums]) -> None:
        """Keeps counted sums, of whatever engine, for clusters that are not kept yet."""
        places = ", ".join([self._mark] * (len(keys()) + 2))
        self._cursor.executemany(
            f"INSERT INTO {TABLE} VALUES ({places})", (_values(line.cluster, line.year, line.sums) for line in sums)
        )

    def read(self, cluster: str) -> list[YearSums]:
        """The sums of one cluster by year; empty when it has no rows."""
        self._cursor.execute(
            f"SELECT year, {', '.join(keys())} FROM {TABLE} WHERE cluster = {self._mark} ORDER BY year", (cluster,)
        )
        return [
            YearSums(cluster, int(line[0]), MappingProxyType(dict(zip(keys(), map(int, line[1:]), strict=True))))
            for line in self._cursor.fetchall()
        ]

    def change(self, removed: Iterable[FlatRow], added: Iterable[FlatRow]) -> None:
        """Brings the sums to where they are after some flat rows went and others came.

        Raises `FactError` as `upkeep.changed` does; the caller's transaction must then be rolled back. Two changes at
        once wait for each other at the row of the cluster-year and both count.
        """
        for key, more in sorted(differences(removed, added).items()):
            self._cursor.execute(_upsert(self._mark), _values(*key, more))
            (line,) = self._cursor.fetchall()
            if checked(key, {name: _whole(number) for name, number in zip(keys(), line, strict=True)}) is None:
                self._cursor.execute(f"DELETE FROM {TABLE} WHERE cluster = {self._mark} AND year = {self._mark}", key)


def _upsert(mark: str) -> str:
    names = ", ".join(keys())
    added = ", ".join(f"{name} = {TABLE}.{name} + excluded.{name}" for name in keys())
    return (
        f"INSERT INTO {TABLE} (cluster, year, {names}) VALUES ({', '.join([mark] * (len(keys()) + 2))}) "
        f"ON CONFLICT (cluster, year) DO UPDATE SET {added} RETURNING {names}"
    )


def _values(cluster: str, year: int, sums: Mapping[str, int]) -> Sequence[object]:
    return (cluster, year, *(sums[name] for name in keys()))


def _whole(number: int | float | Decimal) -> int | float:
    """PostgreSQL gives a NUMERIC as a `Decimal`; SQLite an integer, or a float once it no longer holds it."""
    return int(number) if isinstance(number, Decimal) else number
