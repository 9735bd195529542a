"""DuckDB: files of any number and size, data frames, and the product's own store, in bounded memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jiqun.facts import select
from jiqun.facts.columns import NAMES
from jiqun.facts.engines import checks, csv_rows, parquet, refusals, stored, workbooks
from jiqun.facts.engines.running import Options
from jiqun.facts.engines.sources import Database, Files, Frame, Source
from jiqun.facts.errors import FactError

_AT_ONCE = 500
_LIKE = "regexp_full_match({name}, '{pattern}')"
_STOP = "error('not a flat row')"
_MOST_THREADS = 4


class _TooWide(Exception):
    """A sum in 128 bits does not fit into 64."""


class DuckDB:
    """The rows of a source as a view (or table) `roster_row` of an embedded database."""

    name = "DuckDB"

    def __init__(self, source: Source, options: Options) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise FactError(refusals.NOT_INSTALLED.format(engine=self.name, package="jiqun[bulk]")) from error
        self.version: str = duckdb.__version__
        self.names = options.names
        self.place = source.place
        self._errors = duckdb
        self._memory = options.memory
        self._csv: tuple[Path, ...] = ()
        self._clusters: list[str] = []
        self._folder = tempfile.TemporaryDirectory(prefix="jiqun-facts-")
        self.connection = duckdb.connect()
        try:
            self._settings(options)
            self._open(source, options)
        except BaseException:
            self.close()
            raise

    def fetch(self) -> Iterator[Sequence[Any]]:
        """Runs the text, narrowed to 64 bits in front: DuckDB sums in 128, which cost a hundred times more to fetch."""
        whole = "CAST(COLUMNS(* EXCLUDE (cluster, year)) AS BIGINT)"
        try:
            yield from self._fetched(f"SELECT cluster, year, {whole} FROM (\n{select.text(self.names)}\n)")
        except _TooWide:
            # Some sum is beyond 64 bits. Wide ones say which: whoever reads the lines refuses that one by its name.
            yield from self._fetched(select.text(self.names))

    def query(self, sql: str) -> Sequence[Sequence[Any]]:
        """All rows of a small answer."""
        found: Sequence[Sequence[Any]] = self._run(sql).fetchall()
        return found

    def progress(self) -> float | None:
        """What DuckDB tells about the statement that runs."""
        told = self.connection.query_progress()
        return told / 100 if told >= 0 else None

    def close(self) -> None:
        """Closes the database and removes what it put aside on disk."""
        self.connection.close()
        self._folder.cleanup()

    def _settings(self, options: Options) -> None:
        threads = options.threads or min(os.cpu_count() or 1, _MOST_THREADS)
        chosen = {
            "memory_limit": options.memory,
            "threads": threads,
            "preserve_insertion_order": False,
            "temp_directory": self._folder.name,
            "autoinstall_known_extensions": False,
            "enable_progress_bar": True,
            "enable_progress_bar_print": False,
        }
        for name, value in chosen.items():
            self._run(f"SET {name} = {parquet.quoted(value)}")

    def _open(self, source: Source, options: Options) -> None:
        if isinstance(source, Database):
            self._attach(source)
        elif isinstance(source, Frame):
            self._frame(source)
        else:
            self._files(source, options)

    def _files(self, source: Files, options: Options) -> None:
        """One view over all files; CSV is let through cell by cell, Parquet is checked by its own statistics."""
        columns = select.columns(self.names)
        self._csv = source.csv + workbooks.as_csv(source.workbooks, options.on, Path(self._folder.name))
        parts = [self._csv_part(path, columns) for path in self._csv]
        same = True
        if source.parquet:
            same = parquet.same_types(self.query, source.parquet, columns)
            parts.append(f"SELECT {', '.join(columns)} FROM {parquet.reading(source.parquet, same)}")
        self._run(f"CREATE TEMP VIEW {select.SOURCE} AS {' UNION ALL '.join(parts)}")
        if source.parquet:
            parquet.check(self.query, source.place, source.parquet, columns)

    def _csv_part(self, path: Path, columns: Sequence[str]) -> str:
        header = csv_rows.header(path, NAMES)
        types = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
        cells = ", ".join(csv_rows.cell(name, _LIKE, _STOP) for name in columns)
        options = f"header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{types}}}"
        return f"SELECT {cells} FROM read_csv({parquet.literal(path)}, {options})"

    def _attach(self, source: Database) -> None:
        try:
            self._run(f"ATTACH {parquet.quoted(source.address)} AS source (READ_ONLY)")
        except refusals.EngineFailed as failed:
            raise FactError(refusals.UNREADABLE.format(place=source.place, reason=failed.reason)) from failed
        self._run("USE source")
        listed = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'"
        tables = [line[0] for line in self.query(listed)]
        if select.SOURCE not in tables:
            raise FactError(refusals.NO_TABLE.format(place=source.place))
        if stored.TABLE in tables:
            self._clusters = stored.clusters(self.query, self.place, tables)
            stored.check_rows(self.query, self.place, self._clusters)
        self._check_table(allow_more=True)

    def _frame(self, source: Frame) -> None:
        try:
            self.connection.register("frame", source.frame)
        except (self._errors.Error, ImportError) as error:
            raise FactError(refusals.NO_KIND.format(place=type(source.frame).__name__)) from error
        self._run(f"CREATE TEMP VIEW {select.SOURCE} AS SELECT * FROM frame")
        self._check_table(allow_more=False)

    def _check_table(self, *, allow_more: bool) -> None:
        columns = select.columns(self.names)
        kinds = parquet.kinds(self.query, select.SOURCE)
        refusals.columns_agree(self.place, kinds, columns, kinds if allow_more else NAMES)
        # The clusters of a store are numbers; `stored` has looked at them.
        parquet.integers(self.place, kinds, columns[1:] if self._clusters else columns)
        checks.of_rows(self.query, self.place, columns)

    def _fetched(self, sql: str) -> Iterator[Sequence[Any]]:
        found = self._run(sql)
        names = self._clusters
        while lines := self._fetch_some(found):
            if names:
                yield from ((names[line[0]], *line[1:]) for line in lines)
            else:
                yield from lines

    def _fetch_some(self, found: Any) -> Sequence[Sequence[Any]]:
        with self._told():
            lines: Sequence[Sequence[Any]] = found.fetchmany(_AT_ONCE)
            return lines

    def _run(self, sql: str) -> Any:
        with self._told():
            return self.connection.execute(sql)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what DuckDB raises into a refusal."""
        try:
            yield
        except self._errors.OutOfMemoryException as error:
            raise FactError(refusals.NO_MEMORY.format(limit=self._memory)) from error
        except self._errors.Error as error:
            if isinstance(error, self._errors.ConversionException) and "INT128" in str(error):
                raise _TooWide from error
            for path in self._csv:  # every row is read again, by the reader that knows its place
                for _ in csv_rows.rows(path):
                    pass
            raise refusals.EngineFailed(self.name, self.place, error) from error
