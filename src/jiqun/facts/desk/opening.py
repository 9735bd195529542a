"""A workbook's cells for the desk, also of one that the reader would refuse: only an unfit file is turned away."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.facts.desk.cells import UNCOMPUTED, as_text
from jiqun.facts.desk.matching import converted, hits, match
from jiqun.facts.workbook.cells import Cell, blank, shown
from jiqun.facts.workbook.figures import Figure
from jiqun.facts.workbook.grid import Grid, open_book
from jiqun.facts.workbook.headers import LOOKED_THROUGH
from jiqun.facts.workbook.sheets import CLUSTER, SHEETS, Sheet

Lines = dict[str, list[list[str]]]


@dataclass(frozen=True, slots=True)
class Opened:
    """Cells by sheet, and what was not taken or taken otherwise."""

    cells: Lines
    notes: tuple[Text, ...]


def opened(data: bytes) -> Opened:
    """The cells of a workbook's sheets. Raises `workbook.guards.Refused` for a file that is not read at all."""
    grids = {name.strip(): grid for name, grid in open_book(data, [sheet.name for sheet in SHEETS]).grids.items()}
    cells: Lines = {}
    notes: list[Text] = []
    for sheet in SHEETS:
        grid = grids.get(sheet.name)
        if grid is None:
            cells[sheet.name] = []
            if sheet.must_exist:
                notes.append(Text(f"工作簿中没有工作表“{sheet.name}”。", f"The workbook has no sheet {sheet.name}."))
        elif sheet is CLUSTER:
            cells[sheet.name] = _cluster(grid)
        else:
            cells[sheet.name] = _list(sheet, grid, notes)
    return Opened(cells, tuple(notes))


def _cluster(grid: Grid) -> list[list[str]]:
    """Items by their name in one cell and their value in the next."""
    wanted = {column.header: at for at, column in enumerate(CLUSTER.columns)}
    line = [""] * len(CLUSTER.columns)
    for row, cells in enumerate(grid.lines):
        for at, cell in enumerate(cells[:-1]):
            place = wanted.get(shown(cell))
            if place is not None and not line[place]:
                line[place] = _text(CLUSTER, place, grid, row, at + 1)
                break
    return [line] if any(line) else []


def _list(sheet: Sheet, grid: Grid, notes: list[Text]) -> list[list[str]]:
    heads = [[shown(cell) for cell in line] for line in grid.lines[:LOOKED_THROUGH]]
    scores = [hits(sheet, head) for head in heads]
    if not scores or not max(scores):
        if any(not blank(cell) for line in grid.lines for cell in line):
            notes.append(
                Text(
                    f"工作表“{sheet.name}”没有找到表头，没有带入；请补上模板的表头，或复制后在下方粘贴。",
                    f"Sheet {sheet.name} has no header and was not taken; add the template's, or copy and paste it.",
                )
            )
        return []
    start = scores.index(max(scores))
    found = match(sheet, heads[start])
    notes += [Text(f"工作表“{sheet.name}”：{said.zh}", f"Sheet {sheet.name}: {said.en}") for said in found.notes]
    lines = []
    width = range(len(sheet.columns))
    places = [found.places.get(at) for at in width]
    simple = grid.sound and not grid.merged
    taken = [(column, place) for column, place in zip(sheet.columns, places, strict=True)]
    for row in range(start + 1, len(grid.lines)):
        if simple:  # the usual sheet: no failed formula to name, no merge to fill down
            cells = grid.lines[row]
            line = ["" if place is None else as_text(column, cells[place]) for column, place in taken]
        else:
            line = [
                "" if place is None else _text(sheet, at, grid, row, place)
                for at, place in zip(width, places, strict=True)
            ]
        if any(line):
            for at, factor in found.factors.items():
                line[at] = converted(line[at], factor, sheet.columns[at])
            lines.append(line)
    return lines


def _text(sheet: Sheet, at: int, grid: Grid, row: int, place: int) -> str:
    cell: Cell = grid.lines[row][place]
    column = sheet.columns[at]
    if not grid.sound:
        if (row, place) in grid.scan.errors:
            return grid.scan.errors[row, place]
        if (row, place) in grid.scan.uncomputed:
            return UNCOMPUTED
    if cell == "" and (row, place) in grid.merged and not isinstance(column.kind, Figure):
        cell = grid.lines[grid.merged[row, place]][place]
    return as_text(column, cell)
