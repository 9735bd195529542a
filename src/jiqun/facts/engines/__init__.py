"""The SELECT on four engines: one text, the same numbers, the same SHA-256.

    from jiqun.facts import engines
    from jiqun.facts.sums import Digest

    with engines.open("rosters/", on=date(2025, 3, 20)) as run:     # Parquet, CSV, workbooks, a database, a data frame
        for line in run:                                            # YearSums in the order of cluster and year
            line.cluster, line.year, line.sums["output"]

SQLite and PostgreSQL add up where the rows lie, DuckDB reads files of any size in bounded memory, Spark spreads over
machines. `store.write` keeps rows in the layout that is scanned fastest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from importlib.util import find_spec

from jiqun.bilingual import listing
from jiqun.facts.declarations import chosen
from jiqun.facts.engines import refusals
from jiqun.facts.engines.in_duckdb import DuckDB
from jiqun.facts.engines.in_postgresql import PostgreSQL
from jiqun.facts.engines.in_spark import Spark
from jiqun.facts.engines.in_sqlite import SQLite
from jiqun.facts.engines.running import MEMORY, Adding, Options, Run
from jiqun.facts.engines.sources import (
    CSV,
    DUCKDB,
    FRAME,
    PARQUET,
    POSTGRESQL,
    SQLITE,
    WORKBOOKS,
    Frame,
    Source,
    find,
)
from jiqun.facts.errors import FactError

__all__ = ["ENGINES", "MEMORY", "Run", "open", "suited"]

_MADE: dict[str, Callable[[Source, Options], Adding]] = {
    "sqlite": SQLite,
    "postgresql": PostgreSQL,
    "duckdb": DuckDB,
    "spark": Spark,
}
_READS = {
    "sqlite": (SQLITE, CSV, WORKBOOKS),
    "postgresql": (POSTGRESQL,),
    "duckdb": (DUCKDB, PARQUET, CSV, WORKBOOKS, FRAME),
    "spark": (PARQUET, CSV, WORKBOOKS, FRAME),
}
ENGINES = tuple(_MADE)


def open(
    source: object,
    engine: str | None = None,
    *,
    names: Iterable[str] | None = None,
    on: date | None = None,
    memory: str = MEMORY,
    threads: int | None = None,
    master: str | None = None,
) -> Run:
    """Puts a source on an engine and checks its columns, types and values; iterating the `Run` adds up.

    `source`: a path or several, a folder, a database file with a table `roster_row`, a postgresql:// address, or a data
    frame. `engine`: one of `ENGINES`; without it the one `suited`. `names`: the facts wanted, all without it. `on`: the
    day workbooks are counted for. `memory` and `threads` bound DuckDB, `master` says where Spark runs. `FactError` with
    place and remedy for everything that cannot be trusted.
    """
    found = find(source)
    engine = engine or suited(found)
    if engine not in _MADE:
        raise FactError(refusals.UNKNOWN_ENGINE.format(found=engine, known=listing(ENGINES)))
    for kind in found.kinds:
        if kind not in _READS[engine]:
            others = listing(name for name in ENGINES if kind in _READS[name])
            raise FactError(refusals.CANNOT_READ.format(engine=engine, what=kind, others=others))
    wanted = None if names is None else tuple(fact.name for fact in chosen(names))
    options = Options(wanted, on, memory, threads, master)
    return Run(_MADE[engine](found, options), found.place, wanted)


def suited(source: Source) -> str:
    """The engine for a source: a database's own, else DuckDB; SQLite for CSV and workbooks where DuckDB is missing."""
    if isinstance(source, Frame) and type(source.frame).__module__.startswith("pyspark."):
        return "spark"
    if source.kinds in ((SQLITE,), (POSTGRESQL,)):
        return "sqlite" if source.kinds == (SQLITE,) else "postgresql"
    if not find_spec("duckdb") and all(kind in _READS["sqlite"] for kind in source.kinds):
        return "sqlite"
    return "duckdb"
