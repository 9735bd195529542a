"""Flat rows for the engines: blanks, flags, sums just below 2^63, Chinese names; and ways to lay them out."""

from __future__ import annotations

import csv
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import duckdb

from jiqun.facts.columns import COLUMNS, NAMES, FlatRow
from jiqun.facts.prepare import LARGEST, in_order
from jiqun.facts.rollup import create_table

CLUSTERS = (
    "惠州仲恺智能终端",
    "东莞长安模具",
    "佛山,“顺德”家电",
    "汕头澄海玩具",
    "\U00020bb7集群",
    "\ufa0e集群",
    "a",
    "B",
)
"""With a comma and quotes, and two that UTF-16 would sort the other way round than code points."""


def row(cluster: str = "甲", year: int = 2024, **given: int | None) -> FlatRow:
    """A firm's row with every figure zero, apart from those given."""
    figures: FlatRow = dict.fromkeys((column.name for column in COLUMNS), 0)
    return {"cluster": cluster, "year": year, **figures, "firms": 1, **given}


def rows(count: int = 400, seed: int = 7) -> list[FlatRow]:
    """Rows of every cluster and year; the last ones bring a sum to 2^63 - 1."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        line = row(chance.choice(CLUSTERS), chance.randint(2021, 2024))
        for column in COLUMNS:
            blank = column.nullable and chance.random() < 0.2
            line[column.name] = None if blank else chance.randint(0, 1 if column.binary else 10**12)
        found.append(line)
    found.append(row("边界", output=LARGEST - 2))
    found.append(row("边界", output=1, rd=None))
    return found


def write_csv(path: Path, lines: Iterable[FlatRow], names: tuple[str, ...] = NAMES) -> Path:
    """A CSV file; an empty cell is what is not given."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)
    return path


def write_parquet(path: Path, lines: Iterable[FlatRow], **types: str) -> Path:
    """A Parquet file, BIGINT throughout unless a column is given another type."""
    with closing(duckdb.connect()) as database:
        declared = ", ".join(
            f"{name} {types.get(name, 'VARCHAR' if name == 'cluster' else 'BIGINT')}" for name in NAMES
        )
        database.execute(f"CREATE TABLE flat ({declared})")
        if listed := list(in_order(lines)):
            database.executemany(f"INSERT INTO flat VALUES ({', '.join('?' * len(NAMES))})", listed)
        database.execute(f"COPY flat TO '{path}' (FORMAT parquet)")
    return path


def write_sqlite(path: Path, lines: Iterable[FlatRow]) -> Path:
    """A SQLite database with the table `roster_row`, declared without affinity so that it keeps what it is given."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(create_table().replace("BIGINT", "").replace("TEXT", "").replace("NOT NULL", ""))
        database.executemany(f"INSERT INTO roster_row VALUES ({', '.join('?' * len(NAMES))})", in_order(lines))
    return path
