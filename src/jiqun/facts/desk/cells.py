"""Cells as text and back, so that what a spreadsheet did to an entry is still seen by the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from jiqun.facts.workbook.cells import BLANKS, Cell
from jiqun.facts.workbook.codes import CreditCode
from jiqun.facts.workbook.days import Day
from jiqun.facts.workbook.grid import Book, Grid
from jiqun.facts.workbook.scan import Scan
from jiqun.facts.workbook.sheets import CLUSTER, FIELD, SHEETS, VALUE, Column

Cells = Mapping[str, Sequence[Sequence[str]]]
"""Sheet → lines, each as long as the sheet has columns; of 集群 one line, its cells in the order of the items."""

HEADER_ROWS = 1
UNCOMPUTED = "#未计算"
_DATE = "#日期 "
_FAULTS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"))
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,3}")
_BREAKS = re.compile(r"[\r\n\t]+")


def as_text(column: Column, cell: Cell | None) -> str:
    """A parsed cell as the text that stands in the grid; `as_cell` gives back what the reader would have seen."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell.strip(BLANKS)
        return text if text.isprintable() else _BREAKS.sub(" ", text)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        # A code stored as a number shows as spreadsheets show it, and the reader says what to do.
        return f"{cell:.5E}" if isinstance(column.kind, CreditCode) else _digits(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat() if isinstance(column.kind, Day) else f"{_DATE}{cell.isoformat()}"
    return str(cell)


def _digits(number: int | float) -> str:
    """A number's 15 significant digits without an exponent."""
    if -1e15 < number < 1e15 and number == int(number):
        return str(int(number))
    shortest = repr(number)
    # Up to 15 digits the shortest form is the same number; most cells end here.
    return shortest if len(shortest) <= 15 and "e" not in shortest else f"{Decimal(f'{number:.15g}'):f}"


def as_cell(column: Column, text: str) -> Cell:
    """What the reader is given for a text of the grid."""
    if text.startswith(_DATE):
        try:
            return date.fromisoformat(text[len(_DATE) :])
        except ValueError:
            return text
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    if isinstance(column.kind, CreditCode) and _SCIENTIFIC.fullmatch(text):
        return float(text)
    return text


def book(cells: Cells) -> Book:
    """The workbook these cells would be; sheets that are missing have their header only."""
    grids = {CLUSTER.name: _cluster(cells.get(CLUSTER.name, ()))}
    for sheet in SHEETS:
        if sheet is not CLUSTER:
            grids[sheet.name] = _grid(sheet.headers, sheet.columns, cells.get(sheet.name, ()))
    return Book(tuple(sheet.name for sheet in SHEETS), grids)


def _cluster(lines: Sequence[Sequence[str]]) -> Grid:
    values = lines[0] if lines else [""] * len(CLUSTER.columns)
    laid: list[list[Cell]] = [[FIELD, VALUE]]
    laid += [[column.header, as_cell(column, text)] for column, text in zip(CLUSTER.columns, values, strict=True)]
    errors = {(row, 1): text for row, text in enumerate(values, 1) if text in _FAULTS}
    uncomputed = frozenset((row, 1) for row, text in enumerate(values, 1) if text == UNCOMPUTED)
    return Grid(laid, Scan(len(laid), len(laid), 2, errors, uncomputed), {})


def _grid(headers: Sequence[str], columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> Grid:
    laid: list[list[Cell]] = [list(headers)]
    errors: dict[tuple[int, int], str] = {}
    uncomputed = set()
    special = frozenset((*_FAULTS, UNCOMPUTED))
    coded = {at for at, column in enumerate(columns) if isinstance(column.kind, CreditCode)}
    for row, line in enumerate(lines, HEADER_ROWS):
        read: list[Cell] = list(line)
        for at, text in enumerate(line):
            if text and (text[0] == "#" or at in coded or text in ("TRUE", "FALSE")):
                if text in special:
                    if text == UNCOMPUTED:
                        uncomputed.add((row, at))
                    else:
                        errors[row, at] = text
                read[at] = as_cell(columns[at], text)
        laid.append(read)
    return Grid(laid, Scan(len(laid), len(laid), len(columns), errors, frozenset(uncomputed)), {})
