"""Cells as text: a workbook is opened without loss, what is pasted finds its column, and one reader reads all."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from jiqun.facts.desk.apart import SMALL, check_apart, open_apart
from jiqun.facts.desk.cells import UNCOMPUTED, as_cell, as_text
from jiqun.facts.desk.checking import cell_problem, check, place
from jiqun.facts.desk.opening import opened
from jiqun.facts.desk.pasting import MOST_LINES, pasted
from jiqun.facts.workbook import read
from jiqun.facts.workbook.guards import Refused
from jiqun.facts.workbook.problems import CellProblem
from jiqun.facts.workbook.sheets import CLUSTER, FIRM_YEARS, HONOURS, Column
from tests.facts.workbook import samples

ON = date(2025, 3, 20)
BY_FIELD = {column.field: column for column in (*FIRM_YEARS.columns, *HONOURS.columns)}
CODE, NAME, YEAR, OUTPUT, START = (BY_FIELD[name] for name in ("uscc", "name", "year", "output", "valid_from"))


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(**cells: Any) -> bytes:
    """The sample workbook with cells of 企业年度数据 changed, by their Excel names."""
    book = load_workbook(io.BytesIO(samples.workbook(samples.tables())))
    for name, value in cells.items():
        book[FIRM_YEARS.name][name] = value
    return saved(book)


def errors(data: bytes) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """What the reader says of a workbook, and what it says of its cells on the desk, by place and sentence."""

    def told(problems: tuple[CellProblem, ...]) -> set[tuple[Any, ...]]:
        return {(each.sheet, each.row, each.header, each.text.zh) for each in problems}

    return told(read(data, on=ON).errors), told(check(opened(data).cells, ON).errors)


def test_the_desk_reads_what_the_workbook_reads() -> None:
    data = samples.workbook(samples.tables())
    assert check(opened(data).cells, ON).roster == read(data, on=ON).roster is not None


@pytest.mark.parametrize(
    ("place_", "wrong"),
    [
        ("A2", 914413020000000000),
        ("A2", "91O413"),
        ("C2", None),
        ("D2", datetime(2024, 1, 1)),
        ("E2", True),
        ("F2", "约300"),
        ("F2", datetime(2024, 5, 1)),
        ("H2", "无"),
        ("B2", datetime(2024, 5, 1)),
        ("B2", False),
        ("M2", True),
        ("M2", "√"),
        ("H2", "#DIV/0!"),
        ("H2", "=1/0"),
        ("J2", 2.5),
        ("G2", -1),
    ],
)
def test_a_mistake_reads_the_same_in_the_workbook_and_on_the_desk(place_: str, wrong: Any) -> None:
    in_workbook, on_desk = errors(changed(**{place_: wrong}))
    assert in_workbook == on_desk != set()


def test_headers_written_otherwise_are_matched_and_told() -> None:
    book = load_workbook(io.BytesIO(samples.workbook(samples.tables())))
    sheet = book[FIRM_YEARS.name]
    sheet["F1"], sheet["H1"], sheet["I1"], sheet["J1"] = "营业收入(万元)", "产值（元）", "研发经费（吨）", "联系人"
    sheet["H2"] = 1005000
    found = opened(saved(book))
    line = found.cells[FIRM_YEARS.name][0]
    assert (line[5], line[7], line[8], line[9]) == ("1234.5678", "100.5", "", "")
    assert [(note.zh.split("”")[0], note.zh[-5:]) for note in found.notes] == [
        ("工作表“企业年度数据", "万元）”。"),
        ("工作表“企业年度数据", "算后粘贴。"),
        ("工作表“企业年度数据", "没有带入。"),
    ]


def test_merged_codes_are_filled_down_and_figures_are_not() -> None:
    book = load_workbook(io.BytesIO(samples.workbook(samples.tables())))
    sheet = book[FIRM_YEARS.name]
    for column in "ABCH":
        sheet[f"{column}3"] = None
        sheet.merge_cells(f"{column}2:{column}3")
    first, second = opened(saved(book)).cells[FIRM_YEARS.name]
    assert (second[:3], second[7]) == (first[:3], "")


def test_a_sheet_without_a_header_is_told_and_a_file_that_is_none_refused() -> None:
    book = Workbook()
    book.active.title = FIRM_YEARS.name  # type: ignore[union-attr]
    book.active["A1"] = "随便"  # type: ignore[index]
    assert any("没有找到表头" in note.zh for note in opened(saved(book)).notes)
    for data in (b"", b"PK", b"not a workbook"):
        with pytest.raises(Refused):
            open_apart(data)


def test_opening_apart_gives_the_same_cells() -> None:
    data = samples.workbook(samples.tables())
    assert open_apart(data) == opened(data)


def test_many_lines_are_checked_apart_with_the_same_answer() -> None:
    cells = opened(samples.workbook(samples.tables())).cells
    cells[FIRM_YEARS.name][0][7] = "约300"
    few = check(cells, ON)
    cells[FIRM_YEARS.name] += [[""] * len(FIRM_YEARS.columns)] * SMALL
    assert check_apart(cells, ON) == few
    cells[FIRM_YEARS.name][0][7] = "300"
    assert check_apart(cells, ON, whole=True).roster == check(cells, ON).roster is not None


@given(st.floats(0, 1e14, allow_nan=False))
def test_a_number_keeps_its_fifteen_digits_as_text(number: float) -> None:
    assert Decimal(as_text(OUTPUT, number)) == Decimal(f"{number:.15g}")


@given(st.sampled_from([CODE, NAME, YEAR, OUTPUT, START]), st.text(max_size=20))
def test_text_of_a_cell_is_one_line_and_stays_what_it_is(column: Column, text: str) -> None:
    once = as_text(column, text)
    assert as_text(column, once) == once and "\n" not in once and "\t" not in once
    as_cell(column, once)


def test_what_a_spreadsheet_did_to_an_entry_is_still_seen() -> None:
    assert as_text(CODE, 914413020000000000.0) == "9.14413E+17"
    assert as_cell(CODE, "9.14413E+17") == 9.14413e17
    assert (as_text(NAME, datetime(2024, 5, 1)), as_text(START, datetime(2024, 5, 1))) == (
        "#日期 2024-05-01",
        "2024-05-01",
    )
    assert as_cell(NAME, "#日期 2024-05-01") == date(2024, 5, 1)
    assert (as_cell(NAME, "#日期 五月"), as_cell(NAME, "TRUE")) == ("#日期 五月", True)
    assert (as_text(NAME, None), as_text(NAME, time(8)), as_text(OUTPUT, 1e20)) == ("", "08:00:00", "1" + "0" * 20)


def test_a_formula_without_a_result_is_named_on_the_desk() -> None:
    cells = opened(samples.workbook(samples.tables())).cells
    cells[FIRM_YEARS.name][0][7] = UNCOMPUTED
    cells[CLUSTER.name][0][3] = "#REF!"
    said = {each.text.zh[:11] for each in check(cells, ON).errors}
    assert said == {"公式没有计算结果。请用", "公式出错，请改正公式或"}


def test_problems_know_their_place_in_the_grid() -> None:
    cells = opened(samples.workbook(samples.tables())).cells
    cells[FIRM_YEARS.name][1][7] = "约300"
    cells[CLUSTER.name][0][5] = "今年"
    assert [place(each) for each in check(cells, ON).errors] == [(0, 5), (1, 7)]


def test_one_cell_is_judged_alone_while_it_is_typed() -> None:
    said = cell_problem(FIRM_YEARS, 7, "三百", 5)
    assert said is not None and (said.row, said.column) == (5, "H")
    assert cell_problem(FIRM_YEARS, 7, "３００", 5) is None and cell_problem(FIRM_YEARS, 0, "", 5) is None


# ── pasting ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_block_without_header_goes_by_order_from_its_column() -> None:
    block = pasted("甲\t3981\r\n乙\t3982\r\n", FIRM_YEARS, 1)
    assert (block.headed, block.lines) == (False, (((1, "甲"), (2, "3981")), ((1, "乙"), (2, "3982"))))


def test_a_block_with_header_goes_by_name_in_any_order() -> None:
    block = pasted("年度\t统一社会信用代码\n2024\tX", FIRM_YEARS)
    assert (block.headed, block.lines) == (True, (((0, "X"), (3, "2024")),))


def test_columns_beyond_the_last_and_lines_beyond_the_limit_are_told() -> None:
    block = pasted("1\t2", FIRM_YEARS, len(FIRM_YEARS.columns) - 1)
    assert block.lines == (((15, "1"),),) and "超出部分" in block.notes[0].zh
    many = pasted("x\n" * (MOST_LINES + 1), FIRM_YEARS, 1)
    assert len(many.lines) == MOST_LINES and "最多粘贴" in many.notes[0].zh
    assert pasted(" \n\t\n", FIRM_YEARS).notes[0].zh == "没有粘贴任何内容。"


def test_quoted_cells_of_a_spreadsheet_are_one_cell() -> None:
    assert pasted('"甲\n公司"\t3981', FIRM_YEARS, 1).lines == (((1, "甲\n公司"), (2, "3981")),)


@given(st.lists(st.lists(st.text("甲乙12,.（） ", max_size=5), min_size=1, max_size=4), max_size=6), st.integers(0, 15))
def test_whatever_is_pasted_stays_within_the_sheet(rows: list[list[str]], at: int) -> None:
    block = pasted("\n".join("\t".join(row) for row in rows), FIRM_YEARS, at)
    assert all(0 <= column < 16 for line in block.lines for column, _ in line)
