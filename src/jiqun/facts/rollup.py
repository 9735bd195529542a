"""Running the SELECT on a DB-API cursor: on rows in memory, or in place on a database that keeps the flat columns.

Files, whole databases and clusters of machines: see `jiqun.facts.engines`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from typing import Any, Protocol

from jiqun.bilingual import Text
from jiqun.facts import select
from jiqun.facts.columns import COLUMNS, NAMES, FlatRow
from jiqun.facts.declarations import BY_NAME, chosen, keys
from jiqun.facts.errors import FactError
from jiqun.facts.prepare import LARGEST, in_order
from jiqun.facts.sums import Sums, YearSums, digest

__all__ = ["Cursor", "Sums", "YearSums", "create_table", "digest", "in_memory", "lines", "run", "too_large"]

_TOO_LARGE = Text(
    "集群“{cluster}”{year} 年的“{fact}”合计达到 2^63，超出整数范围；请检查单位是否填错（是否把元当成了万元）。",
    "{fact} of cluster “{cluster}” in {year} adds up to 2^63 or more, which no integer column holds; check the unit of "
    "the figures.",
)
_NEGATIVE = Text(
    "集群“{cluster}”{year} 年的“{fact}”合计为 {found}，不能为负：有的行为负数，或数据库的整数溢出；请检查这些行。",
    "{fact} of cluster “{cluster}” in {year} adds up to {found}; it cannot be negative: a row is below zero, or the "
    "database's integers overflowed: check the rows.",
)
_NOT_WHOLE = Text(
    "集群“{cluster}”{year} 年的“{fact}”合计为 {found!r}，不是整数：有的行含小数或文字；"
    "请按最小单位（分、千克、件）存为整数列。",
    "{fact} of cluster “{cluster}” in {year} adds up to {found!r}, not an integer: some row holds a decimal or text; "
    "keep whole units (fen, kg, pieces) in integer columns.",
)


class Cursor(Protocol):
    """What is used of a DB-API cursor; Django's own cursors fit."""

    def execute(self, sql: str, params: Any = ..., /) -> Any: ...

    def fetchall(self) -> Sequence[Sequence[Any]]: ...


def run(cursor: Cursor, source: str | None = None, params: Sequence[object] = ()) -> list[YearSums]:
    """The facts of all clusters the cursor can see, sorted by cluster and year.

    Without `source` the rows are read from a table or view called `roster_row`. Else `source` is a SELECT whose
    columns are named as in `columns.NAMES`, with `params` for its placeholders in the database's own style. Raises
    `FactError` for a sum that is no integer, is negative or reaches 2^63.
    """
    sql = select.text() if source is None else select.with_source(source)
    cursor.execute(sql, tuple(params))
    # A database may sort by another collation than code points.
    return sorted(lines(cursor.fetchall()), key=lambda line: (line.cluster, line.year))


def lines(fetched: Iterable[Sequence[Any]], names: Iterable[str] | None = None) -> Iterator[YearSums]:
    """What the SELECT fetched, as typed lines, checked for whole numbers from 0 to below 2^63: `FactError`."""
    places = {name: place for place, name in enumerate(keys(chosen(names)))}
    whole = {int}
    for found in fetched:
        numbers = tuple(found[3:])
        if set(map(type, numbers)) != whole:
            numbers = _whole(found, places, numbers)
        if max(numbers) >= LARGEST:
            name = next(name for name, place in places.items() if numbers[place] >= LARGEST)
            raise too_large(found[0], found[1], name)
        if min(numbers) < 0:
            name = next(name for name, place in places.items() if numbers[place] < 0)
            number = numbers[places[name]]
            raise FactError(_NEGATIVE.format(cluster=found[0], year=found[1], fact=_title(name), found=number))
        yield YearSums(str(found[0]), int(found[1]), Sums(places, numbers))


def too_large(cluster: object, year: object, fact: str) -> FactError:
    """The refusal of a sum that reaches 2^63, the same sentence from every engine."""
    return FactError(_TOO_LARGE.format(cluster=cluster, year=year, fact=_title(fact)))


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


def _whole(found: Sequence[Any], places: dict[str, int], numbers: tuple[Any, ...]) -> tuple[int, ...]:
    """PostgreSQL adds bigint up to numeric, the same integer in another type; anything else is not a count."""
    for name, place in places.items():
        number = numbers[place]
        if type(number) is not int and not (isinstance(number, Decimal) and number == number.to_integral_value()):
            raise FactError(_NOT_WHOLE.format(cluster=found[0], year=found[1], fact=_title(name), found=number))
    return tuple(map(int, numbers))


def _title(name: str) -> Text:
    return BY_NAME[name.removesuffix("__na")].title
