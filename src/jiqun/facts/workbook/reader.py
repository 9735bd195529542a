"""Reads a roster workbook, whole or not at all, and names everything that stands in the way.

The contract of sheets and columns is `sheets.py`; figures are whole numbers of the smallest unit; a blank is
“not given”, never zero.
"""

from __future__ import annotations

import difflib
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.plausible import checking as plausible
from jiqun.facts.plausible.remark import Remark
from jiqun.facts.rows import Roster
from jiqun.facts.workbook import crosschecks
from jiqun.facts.workbook.cells import Cell, Unreadable, blank, shown
from jiqun.facts.workbook.codes import CreditCode, IndustryCode
from jiqun.facts.workbook.figures import Figure
from jiqun.facts.workbook.grid import Book, Grid, open_book
from jiqun.facts.workbook.guards import LARGEST_FILE, Refused
from jiqun.facts.workbook.headers import header_line, letter, place_columns
from jiqun.facts.workbook.lines import Line
from jiqun.facts.workbook.problems import CellProblem, Findings, Reading, refused
from jiqun.facts.workbook.sheets import CLUSTER, FIELD, FIRM_YEARS, INSTRUCTIONS, LISTS, SHEETS, VALUE, Column, Sheet

NOTHING = Text("", "")
MOST_KNOWN = 30_000
"""Different cells of a column whose values are kept while it is read."""
_NO_FILE = Text("找不到文件或无权读取：{path}。", "There is no such file, or it may not be read: {path}.")


def read(source: str | PathLike[str] | bytes, *, on: date | None = None) -> Reading:
    """Read a roster workbook from a path or its bytes, in this process; for files of strangers see `sandbox`.

    `on` is the day the workbook is read for: a base year other than the year before it is noticed. Never raises for
    what a file may hold: every problem is in `Reading.errors`, and then `Reading.roster` is `None`.
    """
    try:
        data = source if isinstance(source, bytes) else _content(Path(source))
        book = open_book(data, [sheet.name for sheet in SHEETS])
    except OSError:
        return refused(_NO_FILE.format(path=source))
    except Refused as refusal:
        return refused(refusal.text)
    return read_book(book, on)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def read_book(book: Book, on: date | None) -> Reading:
    """Read the cells of a roster, from a workbook or from the desk; `on` and what is handed back as for `read`."""
    findings = Findings()
    grids = {name.strip(): grid for name, grid in book.grids.items()}
    _notice_sheets(book, findings)
    cluster = _cluster(grids[CLUSTER.name], findings) if CLUSTER.name in grids else None
    lines: dict[str, list[Line]] = {}
    for sheet in LISTS:
        grid = grids.get(sheet.name)
        lines[sheet.name] = _lines(sheet, grid, findings) if grid else []
    crosschecks.check(cluster, lines, on, findings)
    for said in plausible.remarks({} if cluster is None else cluster.values, lines, on):
        findings.warning(_placed(said, lines))
    if findings.failed or cluster is None:
        return findings.reading(None)
    rows = {sheet.roster_field: tuple(sheet.row(**line.values) for line in lines[sheet.name]) for sheet in LISTS}
    firm_rows = tuple(line.row for line in lines[FIRM_YEARS.name])
    return findings.reading(Roster(cluster=CLUSTER.row(**cluster.values), **rows), firm_rows)


def _placed(said: Remark, lines: dict[str, list[Line]]) -> CellProblem:
    """A remark with the letter of its column; every line of a sheet has the same letters."""
    column = lines[said.sheet][0].letters.get(said.header)
    return CellProblem(said.sheet, said.row, column, said.header, said.found, NOTHING, said.text)


def _notice_sheets(book: Book, findings: Findings) -> None:
    known = {sheet.name for sheet in SHEETS} | {INSTRUCTIONS}
    extra = [name for name in book.names if name.strip() not in known]
    missing = [sheet for sheet in SHEETS if sheet.name not in {name.strip() for name in book.names}]
    for sheet in missing:
        close = difflib.get_close_matches(sheet.name, extra, n=1, cutoff=0.5)
        if close:
            text = Text(
                f"缺少工作表“{sheet.name}”，“{close[0]}”与之相近。如属同一表，请改名为“{sheet.name}”。",
                f"Sheet {sheet.name} is missing; “{close[0]}” resembles it. If it is meant, rename it.",
            )
        else:
            text = Text(
                f"缺少工作表“{sheet.name}”。请从模板补上；没有数据的只留表头。",
                f"Sheet {sheet.name} is missing. Add it from the template; keep only the header if there is no data.",
            )
        problem = CellProblem(sheet.name, None, None, "", close[0] if close else "", NOTHING, text)
        if sheet.must_exist:
            findings.error(problem)
        elif close:
            findings.warning(problem)
    for name in extra:
        ignored = Text("模板中没有这张工作表，未读取。", "The template has no such sheet; it was not read.")
        findings.warning(CellProblem(name, None, None, "", "", NOTHING, ignored))


def _cluster(grid: Grid, findings: Findings) -> Line | None:
    """Sheet 集群, whose headers stand in the column 字段 and the cells in the column 值."""
    start = header_line(grid.lines, (FIELD, VALUE))
    found = [] if start is None else [shown(cell) for cell in grid.lines[start]]
    if start is None or FIELD not in found or VALUE not in found:
        findings.error(
            CellProblem(
                CLUSTER.name,
                None if start is None else start + 1,
                None,
                "",
                "、".join(filter(None, found)),
                Text(f"“{FIELD}”“{VALUE}”两列", f"the two columns {FIELD} and {VALUE}"),
                Text("请使用模板的表头，一项一行。", "Use the template's header, one line an item."),
            )
        )
        return None
    names, values = found.index(FIELD), found.index(VALUE)
    placed: dict[str, int] = {}
    for index, cells in enumerate(grid.lines[start + 1 :], start + 1):
        name = shown(cells[names])
        if name in CLUSTER.headers and name not in placed:
            placed[name] = index
        elif name:
            twice = name in placed
            text = (
                Text("同一字段出现两次，请删除其中一行。", "The item stands twice; delete one of the lines.")
                if twice
                else Text("模板中没有这个字段，未读取。", "The template has no such item; it was not read.")
            )
            problem = CellProblem(CLUSTER.name, index + 1, letter(names), "", name, NOTHING, text)
            (findings.error if twice else findings.warning)(problem)
    line = Line(start + 1, dict.fromkeys(CLUSTER.headers, letter(values)))
    for column in CLUSTER.columns:
        at = placed.get(column.header)
        if at is not None:
            line.row = at + 1
            _read_cell(CLUSTER, column, grid, line, values, findings)
        elif column.must_exist:
            text = Text("缺少这一行，请从模板补上。", "This line is missing; add it from the template.")
            findings.error(CellProblem(CLUSTER.name, None, None, column.header, "", NOTHING, text))
        else:
            line.values[column.field] = column.blank
    line.row = placed.get("基准年", start) + 1
    return line


def _lines(sheet: Sheet, grid: Grid, findings: Findings) -> list[Line]:
    """The filled lines under the header; what stands above it is noticed, what cannot be read is an error."""
    start = header_line(grid.lines, sheet.headers)
    header = () if start is None else grid.lines[start]
    row = 1 if start is None else start + 1
    if start is not None and any(not blank(cell) for above in grid.lines[:start] for cell in above):
        text = Text("表头以上的内容未读取。", "What stands above the header was not read.")
        findings.warning(CellProblem(sheet.name, row, None, "", "", NOTHING, text))
    placed = place_columns(sheet.name, row, header, sheet.columns, findings)
    letters = {name: letter(index) for name, index in placed.items()}
    columns = [(column, placed[column.header]) for column in sheet.columns if column.header in placed]
    absent = {c.field: c.blank for c in sheet.columns if c.header not in placed and not c.must_exist}
    found = []
    known: dict[int, dict[Cell, Any]] = {at: {} for _, at in columns}
    for index in range(row, len(grid.lines)):
        if not any(_filled(grid, index, at) for _, at in columns):
            continue
        line = Line(index + 1, letters, dict(absent))
        cells = grid.lines[index]
        for column, at in columns:
            # A column says the same thing over and over: code, name, year and most words are read once.
            cell = cells[at]
            before = known[at]
            memo = grid.sound and type(cell) in (str, float)
            if memo and cell in before:
                line.values[column.field] = before[cell]
                continue
            _read_cell(sheet, column, grid, line, at, findings)
            if memo and not blank(cell) and column.field in line.values and len(before) < MOST_KNOWN:
                before[cell] = line.values[column.field]
        found.append(line)
    return found


def _filled(grid: Grid, index: int, at: int) -> bool:
    return not blank(grid.lines[index][at]) or (index, at) in grid.scan.errors or (index, at) in grid.scan.uncomputed


def _read_cell(sheet: Sheet, column: Column, grid: Grid, line: Line, at: int, findings: Findings) -> None:
    """Put the value of one cell into the line, or an error into the findings."""
    place = (line.row - 1, at)
    cell: Cell = grid.lines[place[0]][at]
    if not blank(cell) and grid.sound:
        # The usual case first: of 100,000 lines there are 1.6 million such cells.
        try:
            line.values[column.field] = column.kind.read(cell)
            return
        except Unreadable:
            pass
    fault = grid.scan.errors.get(place)
    expected: Text | None = None
    if fault is not None:
        text = Text("公式出错，请改正公式或改填数值。", "The formula failed; correct it or type the value.")
    elif place in grid.scan.uncomputed:
        text = Text(
            "公式没有计算结果。请用 Excel 或 WPS 打开并保存一次，或直接填写数值。",
            "The formula has no stored result. Open and save the file in Excel or WPS, or type the value.",
        )
    else:
        if blank(cell) and place in grid.merged:
            cell = _merged_value(sheet, column, grid, line, at, findings)
        if not blank(cell):
            try:
                line.values[column.field] = column.kind.read(cell)
                return
            except Unreadable as why:
                expected, text = why.expected, why.text
        elif not column.must_fill:
            line.values[column.field] = column.blank
            return
        else:
            text = Text("此格必填，现为空白。", "This cell must be filled but is blank.")
    letters = line.letters[column.header]
    found = shown(cell) if fault is None else fault
    expected = expected or column.kind.expected
    findings.error(CellProblem(sheet.name, line.row, letters, column.header, found, expected, text))


def _merged_value(sheet: Sheet, column: Column, grid: Grid, line: Line, at: int, findings: Findings) -> Cell:
    """A merge down several lines says one thing of all of them; a figure is counted in its first line only."""
    top = grid.merged[line.row - 1, at]
    cell: Cell = grid.lines[top][at]
    if isinstance(column.kind, Figure):
        text = Text(
            "此格与第 {top} 行合并，数值只计入第 {top} 行。如各行都有数据，请取消合并后分别填写。",
            "This cell is merged with row {top}; the figure counts for row {top} only. Unmerge it to give more.",
        ).format(top=top + 1)
        findings.warning(
            CellProblem(sheet.name, line.row, line.letters[column.header], column.header, "", NOTHING, text)
        )
        return ""
    return cell if isinstance(column.kind, (CreditCode, IndustryCode)) or column.header == "企业名称" else ""
