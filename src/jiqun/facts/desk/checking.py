"""Checking cells: the workbook's reader over them, and one cell alone while it is typed."""

from __future__ import annotations

from datetime import date

from jiqun.facts.desk.cells import HEADER_ROWS, Cells, as_cell, book
from jiqun.facts.workbook.cells import Unreadable, blank, shown
from jiqun.facts.workbook.headers import letter
from jiqun.facts.workbook.problems import CellProblem, Reading
from jiqun.facts.workbook.reader import NOTHING, read_book
from jiqun.facts.workbook.sheets import CLUSTER, SHEETS, Sheet

BY_NAME = {sheet.name: sheet for sheet in SHEETS}
PLACES = {sheet.name: {header: at for at, header in enumerate(sheet.headers)} for sheet in SHEETS}


def check(cells: Cells, on: date | None) -> Reading:
    """What the reader says of the cells: every error and remark, and the roster when there is no error."""
    return read_book(book(cells), on)


def place(problem: CellProblem) -> tuple[int | None, int | None]:
    """Line and column of the grid, from 0, that a problem is about; `None` where the whole sheet or line is meant."""
    column = PLACES.get(problem.sheet, {}).get(problem.header)
    if problem.sheet == CLUSTER.name:
        return 0, column
    line = None if problem.row is None else problem.row - 1 - HEADER_ROWS
    return line if line is None or line >= 0 else None, column


def cell_problem(sheet: Sheet, at: int, text: str, row: int) -> CellProblem | None:
    """What is wrong with one cell by itself; a cell left blank is only judged with its line. `row` is for the place."""
    column = sheet.columns[at]
    cell = as_cell(column, text)
    if blank(cell):
        return None
    try:
        column.kind.read(cell)
    except Unreadable as why:
        expected = why.expected
        return CellProblem(sheet.name, row, letter(at), column.header, shown(cell), expected or NOTHING, why.text)
    return None
