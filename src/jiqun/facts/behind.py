"""Opening a fact down to the rows that make it up.

The rows are picked by the declaration's own condition, in the same SQL as the sum, so that the list under a number
can never tell another story than the number.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from jiqun.bilingual import Text
from jiqun.facts.columns import NAMES
from jiqun.facts.declarations import BY_NAME, Fact, Sum
from jiqun.facts.errors import FactError
from jiqun.facts.prepare import flat_rows, in_order
from jiqun.facts.rollup import create_table
from jiqun.facts.rows import BelowSize, FirmYear, Roster
from jiqun.facts.select import SOURCE

_UNKNOWN = Text(
    "没有名为 {fact} 的事实数据；请使用 jiqun.facts.declarations 中的名称。",
    "There is no fact called {fact}; use a name of jiqun.facts.declarations.",
)
_SUMMARY = Text("规下{size}企业汇总（{lead}）", "{size} firms below size, one line ({lead})")
_LEAD = Text("主导产业", "lead industry")
_OTHER = Text("其他行业", "other industries")
_SIZES = {"中型": "Medium", "小型": "Small", "微型": "Micro"}


@dataclass(frozen=True, slots=True)
class RowBehind:
    """One row behind a fact.

    `adds` is what it adds to the fact, in the fact's unit; `blank` what it adds to `<fact>__na`: 1 when the figure
    was not given or, of a count, when the row may also belong. A line of firms below size (规下汇总) has no credit
    code and no industry; `source` names the document it was stamped in, with its authority.
    """

    name: Text
    uscc: str
    industry: str
    adds: int
    blank: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """A fact of a year with its rows, the greatest first, those without a figure last.

    `total` is the fact, `blank` its `<fact>__na` (0 where the fact has none).
    """

    fact: str
    title: Text
    unit: str
    year: int
    total: int
    blank: int
    rows: tuple[RowBehind, ...]


def rows_behind(roster: Roster, fact: str, year: int, *, on: date) -> Behind:
    """The rows of a roster that make up `fact` (a name in `declarations`; `<name>__na` opens the same) in a year.

    `on` is the day on which titles count. Every row that meets a sum's condition is listed, also one that adds 0; of a
    count only rows that count or may count. A year without rows gives an empty list. Raises `FactError` for an unknown
    fact, and whatever `flat_rows` raises.
    """
    declared = BY_NAME.get(fact.removesuffix("__na"))
    if declared is None:
        raise FactError(_UNKNOWN.format(fact=fact))
    part = _of_year(roster, year)
    lines = (*part.firm_years, *part.below_size)
    flat = flat_rows(part, on=on)
    places = ", ".join("?" * len(NAMES))
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(create_table())
        # The rowid counts from 1 in the order of the lines.
        database.executemany(f"INSERT INTO {SOURCE} VALUES ({places})", in_order(flat))
        picked = database.execute(_text(declared), (year,)).fetchall()
    rows = [_row(lines[place - 1], adds, blank) for place, adds, blank in picked]
    return Behind(
        declared.name,
        declared.title,
        declared.unit,
        year,
        sum(row.adds for row in rows),
        sum(row.blank for row in rows),
        tuple(sorted(rows, key=lambda row: (row.blank > 0 and row.adds == 0, -row.adds, row.uscc, row.name.zh))),
    )


def _of_year(roster: Roster, year: int) -> Roster:
    """The lines that rows of a year are made of: its own, and those that settle a firm's class in the last year."""
    base = roster.cluster.base_year
    settled = {line.uscc for line in roster.firm_years if line.year == base}
    return replace(
        roster,
        firm_years=tuple(line for line in roster.firm_years if line.year in (year, base) or line.uscc not in settled),
        below_size=tuple(line for line in roster.below_size if line.year == year),
    )


def _text(fact: Fact) -> str:
    """`SELECT rowid, adds, blank` of the rows behind a fact in the year `?`."""
    if isinstance(fact, Sum):
        adds, blank = f"COALESCE({fact.column}, 0)", f"{fact.column} IS NULL"
        kept = fact.where or "1 = 1"
    else:
        adds = f"CASE WHEN {fact.where} THEN {fact.each} ELSE 0 END"
        blank = fact.unsure or "1 = 0"
        kept = f"({adds}) > 0 OR ({blank})"
    return f"SELECT rowid, {adds}, CASE WHEN {blank} THEN 1 ELSE 0 END FROM {SOURCE} WHERE year = ? AND ({kept})"


def _row(line: FirmYear | BelowSize, adds: int, blank: int) -> RowBehind:
    if isinstance(line, FirmYear):
        return RowBehind(Text(line.name, line.name), line.uscc, line.industry, adds, blank)
    size, lead = Text(line.size, _SIZES[line.size]), _LEAD if line.lead else _OTHER
    source = " ".join(part for part in (line.authority, line.document) if part)
    return RowBehind(_SUMMARY.format(size=size, lead=lead), "", "", adds, blank, source)
