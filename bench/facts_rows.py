"""Synthetic rows on the scale of the country, as they would be delivered: one file a year and part of the country.

Within a file rows come in the order of the firms' codes, that is county by county, each county's ten clusters mixed.
Every column of a flat row is there; figures are blank once in fifty, as questionnaires are.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

FIRMS, YEARS, PARTS, COUNTY = 300, (2021, 2022, 2023, 2024), 5, 10
FIGURES = {
    "employees": 900,
    "revenue": 2_000_000_000,
    "output": 1_900_000_000,
    "value_added": 600_000_000,
    "rd": 90_000_000,
    "patents": 40,
    "energy": 3_000_000,
    "co2": 7_000_000,
    "exports": 500_000_000,
}
PERCENT = {
    "lead": 70,
    "title_champion": 1,
    "title_giant": 3,
    "title_hightech": 20,
    "title_specialised": 10,
    "title_innovative": 15,
    "title_chain": 1,
    "title_chain_unsure": 1,
    "title_champion_provincial": 2,
}


def lay(folder: Path, rows: int) -> int:
    """Writes about so many rows (a whole number of counties); returns how many."""
    counties = max(1, rows // (COUNTY * FIRMS * len(YEARS) * PARTS)) * PARTS
    folder.mkdir(parents=True)
    with duckdb.connect() as database:
        database.execute("SET preserve_insertion_order = true")
        database.execute("SET enable_progress_bar = false")
        for year in YEARS:
            for part in range(PARTS):
                first, last = (counties * p // PARTS * COUNTY * FIRMS for p in (part, part + 1))
                into = folder / f"{year}-{part + 1}.parquet"
                database.execute(f"COPY ({_select(year, first, last)}) TO '{into}' (FORMAT parquet)")
    return counties * COUNTY * FIRMS * len(YEARS)


def _select(year: int, first: int, last: int) -> str:
    """Firm `i` belongs to county i // 3000 and there to cluster i % 10. One hash a firm, one a firm and year; columns
    take their bits."""
    cells = {
        "cluster": f"printf('集群%05d', i // {COUNTY * FIRMS} * {COUNTY} + i % {COUNTY})",
        "year": f"CAST({year} AS BIGINT)",
        "firms": "CAST(1 AS BIGINT)",
    }
    for at, (name, below) in enumerate(FIGURES.items()):
        cells[name] = f"CASE WHEN (y >> {at * 5}) % 50 > 0 THEN CAST((y >> {at * 3}) % {below} AS BIGINT) END"
    for at, name in enumerate(("platform", "software")):
        cells[name] = f"CASE (f >> {at * 7}) % 10 WHEN 0 THEN NULL ELSE CAST((f >> {at * 7}) % 2 AS BIGINT) END"
    for at, name in enumerate(("sme", "sme_last")):
        cells[name] = f"CASE (f >> {20 + at}) % 20 WHEN 0 THEN 0 WHEN 1 THEN NULL ELSE CAST(1 AS BIGINT) END"
    cells["aggregate"] = "CAST(0 AS BIGINT)"
    for at, (name, percent) in enumerate(PERCENT.items()):
        cells[name] = f"CAST((f >> {at * 4}) % 100 < {percent} AS BIGINT)"
    listed = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    return f"SELECT {listed} FROM (SELECT i, hash(i) AS f, hash(i * 4 + {year}) AS y FROM range({first}, {last}) t(i))"
