"""A rollup on its way to a file, line by line: CSV, JSON or Parquet. The file appears whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.facts.declarations import chosen, keys
from jiqun.facts.engines import refusals
from jiqun.facts.engines.parquet import literal, quoted
from jiqun.facts.errors import FactError
from jiqun.facts.sums import FORMAT, YearSums

Write = Callable[[YearSums], None]

_NO_SUFFIX = Text(
    "不知道如何写 {place}；文件名请以 .parquet、.csv 或 .json 结尾。",
    "{place}: the name has to end in .parquet, .csv or .json.",
)


@contextmanager
def opened(into: Path, names: tuple[str, ...] | None) -> Iterator[Write]:
    """A function that takes one line after the other. `FactError` for an unknown suffix, an unwritable place, or
    Parquet without DuckDB."""
    columns = keys(chosen(names))
    kind = into.suffix.lower()
    if kind not in (".csv", ".json", ".parquet"):
        raise FactError(_NO_SUFFIX.format(place=into))
    to_parquet = _parquet_writer() if kind == ".parquet" else None
    partial = into.with_name(f".{into.name}.partial")
    finished = into.with_name(f".{into.name}.finished")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            if kind == ".json":
                file.write(json.dumps({"format": FORMAT, "names": columns})[:-1] + ', "sums": [')
                first = True

                def write(line: YearSums) -> None:
                    nonlocal first
                    numbers = [line.sums[name] for name in columns]
                    file.write(
                        ("\n" if first else ",\n") + json.dumps([line.cluster, line.year, *numbers], ensure_ascii=False)
                    )
                    first = False

                yield write
                file.write("\n]}\n")
            else:
                lines = csv.writer(file)
                lines.writerow(("cluster", "year", *columns))
                yield lambda line: _row(lines.writerow, line, columns)
        if to_parquet:
            to_parquet(partial, finished, columns)
            finished.replace(into)
        else:
            partial.replace(into)
    except OSError as error:
        raise FactError(refusals.NOT_WRITTEN.format(place=into, reason=error.strerror)) from error
    finally:
        for rest in (partial, finished):
            rest.unlink(missing_ok=True)


def _row(write: Callable[[list[object]], object], line: YearSums, columns: tuple[str, ...]) -> None:
    write([line.cluster, line.year, *(line.sums[name] for name in columns)])


def _parquet_writer() -> Callable[[Path, Path, tuple[str, ...]], None]:
    try:
        import duckdb
    except ImportError as error:
        raise FactError(refusals.NOT_INSTALLED.format(engine="DuckDB", package="jiqun[bulk]")) from error

    def write(source: Path, into: Path, columns: tuple[str, ...]) -> None:
        types = ", ".join(f"'{name}': 'BIGINT'" for name in ("year", *columns))
        read = f"read_csv({literal(source)}, header = true, columns = {{'cluster': 'VARCHAR', {types}}})"
        with duckdb.connect() as database:
            database.execute("SET enable_progress_bar = false")
            database.execute(f"COPY (SELECT * FROM {read}) TO {quoted(into)} (FORMAT parquet)")

    return write
