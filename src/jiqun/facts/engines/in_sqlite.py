"""SQLite: a database in place, or CSV files and workbooks put into one of our own. Needs nothing but Python."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jiqun.facts import select
from jiqun.facts.columns import NAMES
from jiqun.facts.engines import checks, csv_rows, refusals, workbooks
from jiqun.facts.engines.running import Options
from jiqun.facts.engines.sources import Database, Files, Source
from jiqun.facts.errors import FactError
from jiqun.facts.prepare import in_order
from jiqun.facts.rollup import create_table

_AT_ONCE = 500


class SQLite:
    """The rows of a source in a SQLite database."""

    name = "SQLite"
    version = sqlite3.sqlite_version

    def __init__(self, source: Source, options: Options) -> None:
        self.names = options.names
        self.place = source.place
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        # Code points, whatever collation the column was declared with.
        rest = ", ".join(select.columns(self.names)[1:])
        self._cte = f"SELECT cluster COLLATE BINARY AS cluster, {rest} FROM main.{select.SOURCE}"
        try:
            self._connect(source, options)
        except BaseException:
            self.close()
            raise

    def _connect(self, source: Source, options: Options) -> None:
        if isinstance(source, Database):
            self._database = sqlite3.connect(f"file:{quote(source.address)}?mode=ro", uri=True)
            self._check()
        elif isinstance(source, Files):
            self._folder = tempfile.TemporaryDirectory(prefix="jiqun-facts-")
            self._database = sqlite3.connect(Path(self._folder.name) / "rows.sqlite3")
            self._fill(source, options)

    def fetch(self) -> Iterator[Sequence[Any]]:
        """Runs the text; a sum that stops SQLite at 2^63 is looked for and named."""
        try:
            cursor = self._database.execute(select.with_source(self._cte, self.names))
            while found := cursor.fetchmany(_AT_ONCE):
                yield from found
        except sqlite3.OperationalError as error:
            found_out = checks.overflow(self._query, self.names) if "overflow" in str(error) else None
            raise found_out or refusals.EngineFailed(self.name, self.place, error) from error

    def progress(self) -> float | None:
        """SQLite does not tell."""
        return None

    def close(self) -> None:
        """Closes the database; one of our own is deleted."""
        if database := getattr(self, "_database", None):
            database.close()
        if self._folder:
            self._folder.cleanup()

    def _fill(self, source: Files, options: Options) -> None:
        files = [csv_rows.rows(path) for path in source.csv]
        if source.workbooks:
            files.append(workbooks.rows(source.workbooks, options.on))
        rows = chain.from_iterable(files)
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(create_table())
        places = ", ".join("?" * len(NAMES))
        with self._database:
            self._database.executemany(f"INSERT INTO {select.SOURCE} VALUES ({places})", in_order(rows))

    def _query(self, sql: str) -> Sequence[Sequence[Any]]:
        return self._database.execute(sql).fetchall()

    def _check(self) -> None:
        """Columns, types and values. In SQLite every cell has a type of its own, so that every cell is looked at."""
        columns = select.columns(self.names)
        try:
            found = [line[1] for line in self._query(f"PRAGMA table_info({select.SOURCE})")]
            if not found:
                raise FactError(refusals.NO_TABLE.format(place=self.place))
            refusals.columns_agree(self.place, found, columns, {*NAMES, *found})
            odd = " OR ".join(f"typeof({name}) NOT IN ('integer', 'null')" for name in columns[1:])
            kinds = ", ".join(f"typeof({name})" for name in columns)
            where = f"WHERE typeof(cluster) NOT IN ('text', 'null') OR {odd} LIMIT 1"
            for line in self._query(f"SELECT {kinds} FROM {select.SOURCE} {where}"):
                self._refuse_kind(dict(zip(columns, line, strict=True)))
            checks.of_rows(self._query, self.place, columns)
        except sqlite3.DatabaseError as error:
            raise FactError(refusals.UNREADABLE.format(place=self.place, reason=error)) from error

    def _refuse_kind(self, kinds: dict[str, str]) -> None:
        for name, kind in kinds.items():
            if name == "cluster" and kind not in ("text", "null"):
                raise FactError(refusals.NOT_TEXT.format(place=self.place, kind=kind))
            if name != "cluster" and kind not in ("integer", "null"):
                raise FactError(refusals.NOT_INTEGER.format(place=self.place, column=name, kind=kind))
