"""CSV files of flat rows, read strictly: a first line of column names, then whole numbers, nothing where not given.

No engine's own reader will do for figures: DuckDB reads 1.5 as 2 where an integer is asked for. So the engines read
text and let through only what looks like a whole number (`cell`); what they stop at is looked up here, with its row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.facts.columns import BY_NAME, NAMES, FlatRow
from jiqun.facts.engines import refusals
from jiqun.facts.errors import FactError
from jiqun.facts.prepare import LARGEST

_FIGURE = "[0-9]{1,19}"
_YEAR = "[1-9][0-9]{3}"
"""From `columns.FIRST_YEAR` to `LAST_YEAR`."""
_WANTED = {
    "cluster": Text("不能为空", "it cannot be empty"),
    "year": Text("应为四位年份", "it has to be a year of four digits"),
    "binary": Text("只能填 0 或 1", "it has to be 0 or 1"),
    "answer": Text("只能填 0、1 或留空", "it has to be 0, 1 or empty"),
    "figure": Text("应为非负整数或留空（最小单位，小于 2^63）", "it has to be a whole number below 2^63, or empty"),
}
_WIDTH = Text("该行有 {found} 列，表头有 {wanted} 列", "the row has {found} cells, the first line {wanted}")


def header(path: Path, wanted: Iterable[str]) -> tuple[str, ...]:
    """The column names in the first line. `FactError` when one is missing, unknown or there twice."""
    found = tuple(next(_cells(path), (0, []))[1])
    if not found:
        raise FactError(refusals.EMPTY.format(place=path))
    refusals.columns_agree(str(path), found, wanted, NAMES)
    return found


def rows(path: Path, wanted: Iterable[str] = NAMES) -> Iterator[FlatRow]:
    """The rows of a file, `None` for what is not given. `FactError` with row and column of the first cell that is not
    as it should be."""
    names = header(path, wanted)
    lines = _cells(path)
    next(lines)
    for number, cells in lines:
        if len(cells) != len(names):
            about = _WIDTH.format(found=len(cells), wanted=len(names))
            raise FactError(refusals.BAD_CELL.format(place=path, row=number, column="…", found="…", wanted=about))
        row: FlatRow = {}
        for name, cell in zip(names, cells, strict=True):
            row[name] = _read(path, number, name, cell)
        yield row


def cell(name: str, like: str, stop: str) -> str:
    """The SQL that turns a column of text into what `rows` would give, and stops at what `rows` would refuse.

    `like` asks in the engine's own words whether the text `{name}` is as `{pattern}` says and no longer; `stop` raises.
    """
    given = f"NULLIF({name}, '')"
    if name == "cluster":
        return f"CASE WHEN {given} IS NULL THEN {stop} ELSE {name} END AS {name}"
    column = BY_NAME.get(name)
    blank = f"WHEN {given} IS NULL THEN NULL " if column and column.nullable else ""
    pattern = _FIGURE if column else _YEAR
    fits = f"{name} IN ('0', '1')" if column and column.binary else like.format(name=name, pattern=pattern)
    return f"CASE {blank}WHEN {fits} THEN CAST({name} AS BIGINT) ELSE {stop} END AS {name}"


def _read(path: Path, number: int, name: str, cell: str) -> str | int | None:
    column = BY_NAME.get(name)
    if column is None:
        good = bool(cell) if name == "cluster" else bool(re.fullmatch(_YEAR, cell))
        kind = name
    elif column.binary:
        good, kind = cell in ("0", "1") or (column.nullable and not cell), "answer" if column.nullable else "binary"
    else:
        good, kind = not cell or (bool(re.fullmatch(_FIGURE, cell)) and int(cell) < LARGEST), "figure"
    if not good:
        wanted = _WANTED[kind]
        raise FactError(refusals.BAD_CELL.format(place=path, row=number, column=name, found=cell, wanted=wanted))
    if name == "cluster":
        return cell
    return int(cell) if cell else None


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            for cells in lines:
                if cells:
                    yield lines.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FactError(refusals.UNREADABLE.format(place=path, reason=error)) from error
