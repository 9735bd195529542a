"""One page of the roster desk: a hundred lines of a sheet with what is said of their cells, and what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from jiqun.bilingual import Text
from jiqun.facts.desk.checking import BY_NAME
from jiqun.facts.workbook.cells import Choice, YesNo
from jiqun.facts.workbook.figures import Figure, Ratio, Year
from jiqun.facts.workbook.sheets import CLUSTER, Column, Sheet
from jiqun.recognition.models import RosterDraft
from jiqun.recognition.queries.filing import desk
from jiqun.recognition.queries.filing.desk import PAGE, Problem

ONLY = ("", "errors", "problems")
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: `options` of its drop-down; `number` for figures that are set to the right."""

    at: int
    header: str
    note: Text
    must: bool
    options: tuple[str, ...]
    number: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its column, text, and what is said of it; `fault` is `error`, `remark` or nothing."""

    at: int
    head: Head
    text: str
    fault: str
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `key` for life, `at` its place from 0, `row` the number shown; `said` is of the line as a whole."""

    key: str
    at: int
    row: int
    cells: tuple[Cell, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet on the desk with its lines, errors and remarks."""

    name: str
    on: bool
    lines: int
    errors: int
    remarks: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Everything the grid shows."""

    sheet: Sheet
    tabs: tuple[Tab, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    page: Page[int]
    problems: tuple[Problem, ...]
    unlisted: int
    upright: bool


def heads(sheet: Sheet) -> tuple[Head, ...]:
    """The columns as the grid shows them."""
    return tuple(
        Head(
            at,
            column.header,
            Text(
                f"{column.note.zh}{'必填。' if column.must_fill else '未掌握的留空。'}",
                f"{column.note.en} {'Must be filled.' if column.must_fill else 'Blank if not known.'}",
            ),
            column.must_fill,
            options(column),
            isinstance(column.kind, (Figure, Ratio, Year)),
        )
        for at, column in enumerate(sheet.columns)
    )


def options(column: Column) -> tuple[str, ...]:
    """The words a cell may hold, where they are few."""
    if isinstance(column.kind, Choice):
        return column.kind.options
    return ("是", "否") if isinstance(column.kind, YesNo) else ()


def desk_page(
    draft: RosterDraft, name: str, number: str | int | None = 1, *, only: str = "", words: str = ""
) -> DeskPage:
    """The page; five queries. An unknown sheet is the firms'."""
    sheet = BY_NAME.get(name) or BY_NAME["企业年度数据"]
    counts = desk.counts(draft)
    problems = desk.problems(draft)
    wanted: Sequence[int] = range(counts[sheet.name])
    here = [each for each in problems if each.sheet == sheet.name]
    if only:
        wanted = sorted({e.line for e in here if e.line is not None and (only == "problems" or e.severe)})
        wanted = [at for at in wanted if at < counts[sheet.name]]
    if words:
        found = set(desk.holding(draft, sheet.name, words))
        wanted = [at for at in wanted if at in found]
    page = Paginator(wanted, PAGE).get_page(number)
    columns = heads(sheet)
    by_line: dict[int | None, list[Problem]] = defaultdict(list)
    for each in here:
        by_line[each.line].append(each)
    shown_lines = desk.lines_at(draft, sheet.name, list(page.object_list))
    rows = tuple(_row(shown, by_line.get(shown.at, ()), columns) for shown in shown_lines)
    return DeskPage(
        sheet=sheet,
        tabs=tuple(_tab(each, each is sheet, counts, problems) for each in BY_NAME.values()),
        heads=columns,
        rows=rows,
        page=page,
        problems=tuple(problems[:MOST_LISTED]),
        unlisted=max(0, len(problems) - MOST_LISTED),
        upright=sheet is CLUSTER,
    )


def _tab(sheet: Sheet, on: bool, counts: dict[str, int], problems: Sequence[Problem]) -> Tab:
    own = [each.severe for each in problems if each.sheet == sheet.name]
    return Tab(sheet.name, on, counts[sheet.name], sum(own), len(own) - sum(own))


def _row(shown: desk.Shown, own: Sequence[Problem], columns: Sequence[Head]) -> Row:
    cells = []
    for at, text in enumerate(shown.cells):
        said = [each for each in own if each.column == at]
        fault = "" if not said else "error" if any(each.severe for each in said) else "remark"
        cells.append(Cell(at, columns[at], text, fault, " ".join(str(each.short) for each in said)))
    return Row(
        shown.key, shown.at, shown.row, tuple(cells), " ".join(str(each.text) for each in own if each.column is None)
    )


def following(draft: RosterDraft, sheet: str, line: int, column: int, *, severe: bool) -> Problem | None:
    """The next error (or, without `severe`, also remark) behind a place of the grid; from the start after the last."""
    order = {name: at for at, name in enumerate(BY_NAME)}
    found = [each for each in desk.problems(draft) if each.severe or not severe]
    here = (order.get(sheet, -1), line, column)

    def place(each: Problem) -> tuple[int, int, int]:
        line_, column_ = each.line, each.column
        return order.get(each.sheet, -1), -1 if line_ is None else line_, -1 if column_ is None else column_

    return next((each for each in found if place(each) > here), found[0] if found else None)


def page_of(line: int | None) -> int:
    """The page a line stands on when nothing is filtered."""
    return 1 if line is None else line // PAGE + 1
