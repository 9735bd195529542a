"""The sides of the comparison, each a program of its own: `python -m bench.facts_sides SIDE SOURCE`.

All add up the same handful of facts (what Article 13, items 2 and 3 of the measure ask for) over the same columns, and
hand over every cluster and year as Python numbers. Each prints the lines, the total of every number, which the sides
have to agree on, and the seconds without the start of the interpreter and its imports.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

NAMES = ("lines", "employees", "output", "patents", "output_sme", "rd_sme")
COLUMNS = ("cluster", "year", "employees", "output", "rd", "patents", "sme", "aggregate")
HAND = """
    SELECT cluster, year,
      SUM(CASE WHEN aggregate = 0 THEN 1 ELSE 0 END) AS lines,
      SUM(employees) AS employees, SUM(CASE WHEN employees IS NULL THEN 1 ELSE 0 END) AS employees__na,
      SUM(output) AS output, SUM(CASE WHEN output IS NULL THEN 1 ELSE 0 END) AS output__na,
      SUM(CASE WHEN aggregate = 0 THEN patents END) AS patents,
      SUM(CASE WHEN aggregate = 0 AND patents IS NULL THEN 1 ELSE 0 END) AS patents__na,
      SUM(CASE WHEN sme = 1 THEN output END) AS output_sme,
      SUM(CASE WHEN sme = 1 AND output IS NULL THEN 1 ELSE 0 END) AS output_sme__na,
      SUM(CASE WHEN sme = 1 THEN rd END) AS rd_sme,
      SUM(CASE WHEN sme = 1 AND rd IS NULL THEN 1 ELSE 0 END) AS rd_sme__na
    FROM {source}
    GROUP BY cluster, year
    ORDER BY cluster, year
"""
CLUSTER = "local-cluster[2,1,1024]"
Answer = tuple[int, Sequence[int]]


def ours(source: str) -> Answer:
    """`engines.open` on whatever the source is: the folder as delivered, or the store."""
    from jiqun.facts import engines

    with engines.open(source, names=NAMES) as run:
        return totals(line.sums.numbers for line in run)  # type: ignore[attr-defined]


def every(source: str) -> Answer:
    """All facts there are, with the digest, as the command does it."""
    from jiqun.facts import engines
    from jiqun.facts.sums import Digest

    digest, count = Digest(), 0
    with engines.open(source) as run:
        for line in run:
            digest.add(line)
            count += 1
    return count, ()


def hand(source: str) -> Answer:
    """DuckDB with a text typed by hand."""
    import duckdb

    with duckdb.connect() as database:
        database.execute("SET enable_progress_bar = false")
        return totals(line[2:] for line in database.execute(HAND.format(source=f"'{source}/*.parquet'")).fetchall())


def decode(source: str) -> Answer:
    """DuckDB reading the touched columns and doing the least that can be done with them."""
    import duckdb

    least = ", ".join(f"MAX({name})" for name in COLUMNS)
    with duckdb.connect() as database:
        database.execute("SET enable_progress_bar = false")
        database.execute("SET disabled_optimizers = 'statistics_propagation'")  # nothing is answered from the footers
        database.execute(f"SELECT {least} FROM '{source}/*.parquet'").fetchall()
    return 0, ()


def pandas(source: str) -> Answer:
    """pandas as an analyst would write it. Blanks make its figures floats."""
    import pandas as pd

    frame = pd.read_parquet(source, columns=list(COLUMNS))
    sme, own = frame["sme"] == 1, frame["aggregate"] == 0
    cells = {
        "lines": own,
        "employees": frame["employees"],
        "employees__na": frame["employees"].isna(),
        "output": frame["output"],
        "output__na": frame["output"].isna(),
        "patents": frame["patents"].where(own),
        "patents__na": own & frame["patents"].isna(),
        "output_sme": frame["output"].where(sme),
        "output_sme__na": sme & frame["output"].isna(),
        "rd_sme": frame["rd"].where(sme),
        "rd_sme__na": sme & frame["rd"].isna(),
    }
    keyed = pd.DataFrame({"cluster": frame["cluster"], "year": frame["year"], **cells})
    summed = keyed.groupby(["cluster", "year"]).sum()
    return totals(tuple(line[1:]) for line in summed.itertuples())


def openfisca(source: str) -> Answer:
    """OpenFisca-core: firms are persons, clusters a group entity, each number a variable with its formula."""
    from bench import facts_openfisca

    return totals(facts_openfisca.lines(Path(source)))


def spark(source: str) -> Answer:
    """Ours on Spark with two executors."""
    from jiqun.facts import engines

    with engines.open(source, "spark", names=NAMES, master=CLUSTER) as run:
        return totals(line.sums.numbers for line in run)  # type: ignore[attr-defined]


def spark_hand(source: str) -> Answer:
    """The same text as on DuckDB, typed by hand, on a Spark with two executors and the same settings."""
    from jiqun.facts.engines import in_spark

    session = in_spark.start(CLUSTER)
    session.read.parquet(source).createOrReplaceTempView("delivered")
    found = totals(tuple(line)[2:] for line in session.sql(HAND.format(source="delivered")).collect())
    session.stop()
    return found


def totals(lines: Iterable[Sequence[Any]]) -> Answer:
    """How many lines, and the total of every number; every line is kept until the last has come, on every side."""
    kept = list(lines)
    return len(kept), [sum(map(int, column)) for column in zip(*kept, strict=True)]


SIDES = {side.__name__: side for side in (ours, every, hand, decode, pandas, openfisca, spark, spark_hand)}

IMPORTED = {
    "ours": ("duckdb", "jiqun.facts.engines"),
    "every": ("duckdb", "jiqun.facts.engines"),
    "hand": ("duckdb",),
    "decode": ("duckdb",),
    "pandas": ("pandas",),
    "openfisca": ("bench.facts_openfisca",),
    "spark": ("pyspark.sql", "jiqun.facts.engines"),
    "spark_hand": ("pyspark.sql", "jiqun.facts.engines"),
}


def main(side: str, source: str) -> None:
    """Runs one side and prints its answer as JSON. The seconds begin when what it uses is imported."""
    for module in IMPORTED.get(side, ()):
        import_module(module)
    started = time.monotonic()
    count, found = SIDES[side](source)
    seconds = time.monotonic() - started
    print(json.dumps({"lines": count, "totals": list(found), "seconds": seconds, "peak": peak()}))


def peak() -> float:
    """The most memory this program ever held, MB. What wait4 tells begins with the memory of whoever started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main(*sys.argv[1:])
