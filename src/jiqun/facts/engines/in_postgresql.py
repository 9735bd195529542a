"""PostgreSQL: rows added up where they lie, by a read-only connection, one state of the database for check and sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from jiqun.facts import select
from jiqun.facts.engines import checks, refusals
from jiqun.facts.engines.running import Options
from jiqun.facts.engines.sources import Database, Source
from jiqun.facts.errors import FactError

_AT_ONCE = 500
_INTEGERS = {"int2", "int4", "int8"}
_TEXTS = {"text", "varchar", "bpchar"}


class PostgreSQL:
    """The table `roster_row` of a PostgreSQL database."""

    name = "PostgreSQL"

    def __init__(self, source: Source, options: Options) -> None:
        try:
            import psycopg
            from psycopg.conninfo import conninfo_to_dict
        except ImportError as error:
            missing = refusals.NOT_INSTALLED.format(engine=self.name, package="jiqun[office]")
            raise FactError(missing) from error
        assert isinstance(source, Database)
        self._errors = psycopg.Error
        self.names = options.names
        self.place = source.place
        try:
            # The driver's own words would quote the piece of the password at which it lost its way.
            conninfo_to_dict(source.address)
            misread = "@" in re.sub("//[^@/]*@", "//", source.address, count=1)
        except psycopg.ProgrammingError:
            misread = True
        if misread:
            raise FactError(refusals.BAD_ADDRESS.format(place=self.place))
        try:
            self._database = psycopg.connect(source.address)
        except psycopg.Error as error:
            reason = refusals.first_line(error)
            raise FactError(refusals.NOT_CONNECTED.format(place=self.place, reason=reason)) from error
        try:
            self._database.read_only = True
            self._database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            version = self._database.info.server_version
            self.version = f"{version // 10_000}.{version % 10_000}"
            self._check()
        except psycopg.errors.UndefinedTable as error:
            self.close()
            raise FactError(refusals.NO_TABLE.format(place=self.place)) from error
        except BaseException:
            self.close()
            raise

    def fetch(self) -> Iterator[Sequence[Any]]:
        """Runs the text with a cursor on the server, so that lines come as they are asked for."""
        rest = ", ".join(select.columns(self.names)[1:])
        # Code points, whatever collation the database sorts by.
        source = f'SELECT cluster COLLATE "C" AS cluster, {rest} FROM {select.SOURCE}'
        try:
            with self._database.cursor(name="jiqun_facts") as cursor:
                cursor.itersize = _AT_ONCE
                cursor.execute(select.with_source(source, self.names).encode())
                yield from cursor
        except self._errors as error:
            raise refusals.EngineFailed(self.name, self.place, error) from error

    def progress(self) -> float | None:
        """PostgreSQL does not tell."""
        return None

    def close(self) -> None:
        """Ends the connection."""
        self._database.close()

    def _query(self, sql: str) -> Sequence[Sequence[Any]]:
        return self._database.execute(sql.encode()).fetchall()

    def _check(self) -> None:
        columns = select.columns(self.names)
        cursor = self._database.execute(f"SELECT * FROM {select.SOURCE} LIMIT 0".encode())
        types = self._database.adapters.types
        kinds = {}
        for column in cursor.description or ():
            known = types.get(column.type_code)
            kinds[column.name] = known.name if known else str(column.type_code)
        refusals.columns_agree(self.place, kinds, columns, kinds)
        for name in columns:
            kind = kinds[name]
            if name == "cluster" and kind not in _TEXTS:
                raise FactError(refusals.NOT_TEXT.format(place=self.place, kind=kind))
            if name != "cluster" and kind not in _INTEGERS:
                raise FactError(refusals.NOT_INTEGER.format(place=self.place, column=name, kind=kind))
        checks.of_rows(self._query, self.place, columns)
