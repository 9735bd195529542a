"""Parquet files under DuckDB: one row type over many files, and what the files say of their own columns.

The footer of a file holds the least and greatest value and the number of blanks of every column chunk. That is all a
check needs, so that nothing is read twice; only a column whose footer is silent is looked through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jiqun.facts.columns import NAMES
from jiqun.facts.engines import checks, refusals
from jiqun.facts.engines.checks import Extent, Query
from jiqun.facts.errors import FactError

_INTEGERS = {f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG")} | {"INTEGER", "UINTEGER"}
_SILENT = (
    "stats_null_count IS NULL OR (stats_null_count < num_values AND "
    "(stats_min_value IS NULL OR stats_max_value IS NULL))"
)


def same_types(query: Query, files: Sequence[Path], columns: Sequence[str]) -> bool:
    """Checks columns and types file by file (`FactError` with file and column); whether all files agree."""
    found = []
    for file in files:
        try:
            types = kinds(query, f"read_parquet({literal(file)}, hive_partitioning = false)")
        except refusals.EngineFailed as failed:
            raise FactError(refusals.UNREADABLE.format(place=file, reason=failed.reason)) from failed
        refusals.columns_agree(str(file), types, columns, NAMES)
        integers(str(file), types, columns)
        found.append(types)
    return all(types == found[0] for types in found)


def reading(files: Sequence[Path], same: bool) -> str:
    """The table function over all files; integers of different width are widened when the files do not agree."""
    listed = ", ".join(literal(file) for file in files)
    return f"read_parquet([{listed}], hive_partitioning = false{'' if same else ', union_by_name = true'})"


def check(query: Query, place: str, files: Sequence[Path], columns: Sequence[str]) -> None:
    """Refuses what flat rows may not hold, by the footers and where they are silent by the rows: `FactError`."""
    listed = ", ".join(literal(file) for file in files)
    told = query(
        "SELECT path_in_schema, SUM(stats_null_count), MIN(TRY_CAST(stats_min_value AS HUGEINT)), "
        f"MAX(TRY_CAST(stats_max_value AS HUGEINT)), COUNT(*) FILTER (WHERE {_SILENT}) "
        f"FROM parquet_metadata([{listed}]) GROUP BY path_in_schema"
    )
    known = {name: Extent(int(blanks or 0), least, most) for name, blanks, least, most, silent in told if not silent}
    checks.of_extents(query, place, {name: known[name] for name in columns if name in known})
    checks.of_rows(query, place, [name for name in columns if told and name not in known])


def kinds(query: Query, table: str) -> dict[str, str]:
    """DuckDB's types of the columns of a table, view or table function."""
    return {line[0]: line[1] for line in query(f"DESCRIBE SELECT * FROM {table}")}


def integers(place: str, kinds: Mapping[str, str], columns: Iterable[str]) -> None:
    """Refuses a column of another type than text for the cluster and integer for all else: `FactError`."""
    for name in columns:
        if name == "cluster" and not kinds[name].startswith(("VARCHAR", "ENUM")):
            raise FactError(refusals.NOT_TEXT.format(place=place, kind=kinds[name]))
        if name != "cluster" and kinds[name] not in _INTEGERS:
            raise FactError(refusals.NOT_INTEGER.format(place=place, column=name, kind=kinds[name]))


def literal(path: Path) -> str:
    """A path as a SQL string for a function that looks for files, in which nothing is a wildcard."""
    return quoted("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path)))


def quoted(value: object) -> str:
    """A SQL string, where nothing is looked for: a setting, or a file by its very name."""
    return "'" + str(value).replace("'", "''") + "'"
