"""Workbooks as Excel, WPS and other programs write them, and as clerks leave them, are read (trust.md, Files)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from jiqun.facts.workbook import read, write_template
from tests.facts.workbook.samples import (
    CODE,
    ROSTER,
    only_error,
    read_tables,
    tables,
    workbook,
)

FIRMS = "企业年度数据"
EXPECTED = read(workbook(tables())).roster


def by_openpyxl(change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, lines in tables().items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def on_sheet(change: Callable[[Worksheet], Any]) -> Callable[[Workbook], None]:
    return lambda book: change(book[FIRMS])


def hidden(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
    sheet.column_dimensions["H"].hidden = True
    sheet.row_dimensions[2].hidden = True


def formatted_blanks(sheet: Worksheet) -> None:
    for row in range(3, 600):
        for column in range(1, 40):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")


def spaces(sheet: Worksheet) -> None:
    sheet["A900"] = "  "
    sheet["H900"] = "\u3000"
    sheet["B2"] = " 甲公司\u00a0"


def figures_as_text(sheet: Worksheet) -> None:
    for row in (2, 3):
        for column in "DEFHIJKL":
            cell = sheet[f"{column}{row}"]
            cell.value = str(cell.value)


def blank_lines(sheet: Worksheet) -> None:
    sheet.insert_rows(3, 5)
    sheet.insert_rows(1, 2)


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:O3"
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True


def reordered(book: Workbook) -> None:
    book.move_sheet("集群", 4)
    book.active = 2


SHAPES: list[tuple[str, Callable[[Workbook], None]]] = [
    ("plain", lambda book: None),
    ("hidden sheet, row and column", on_sheet(hidden)),
    ("formatted blanks", on_sheet(formatted_blanks)),
    ("spaces", on_sheet(spaces)),
    ("figures as text", on_sheet(figures_as_text)),
    ("blank lines", on_sheet(blank_lines)),
    ("filter, freeze, protection", on_sheet(filtered)),
    ("sheets in another order", reordered),
    ("empty default sheets", lambda book: [book.create_sheet(name) for name in ("Sheet1", "Sheet2")] and None),
    ("column format", on_sheet(lambda sheet: setattr(sheet["H2"], "number_format", "#,##0.00"))),
    ("percent format", on_sheet(lambda sheet: setattr(sheet["H2"], "number_format", "0.00%"))),
    ("wide column", on_sheet(lambda sheet: setattr(sheet.column_dimensions["A"], "width", 40))),
    ("sheet name with a space", lambda book: setattr(book[FIRMS], "title", FIRMS + " ")),
]


@pytest.mark.parametrize("change", [shape[1] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_benign_shape_is_read(change: Callable[[Workbook], None]) -> None:
    reading = read(by_openpyxl(change))
    assert [str(problem) for problem in reading.errors] == []
    assert reading.warnings == ()
    assert reading.roster == EXPECTED


def test_instructions_sheet_of_the_template_is_no_extra_sheet() -> None:
    found = tables()
    found["填报说明"] = [["说明"]]
    assert read_tables(found).warnings == ()


def test_dates_in_the_1904_system_are_read() -> None:
    def old_mac(book: Workbook) -> None:
        book.epoch = datetime(1904, 1, 1)

    roster = read(by_openpyxl(old_mac)).roster
    assert roster is not None
    assert roster.honours[0].valid_from == date(2023, 7, 1)


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, change(name, source.read(name)))
    return target.getvalue()


def test_cells_without_references_are_read_in_order() -> None:
    def bare(name: str, content: bytes) -> bytes:
        return re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", content) if name.endswith("sheet4.xml") else content

    found = tables()
    found["荣誉资质"][1] = [CODE, "创新型中小企业", "省级", "工信厅", "第一批", date(2023, 7, 1), date(2024, 1, 1)]
    assert read(rewritten(workbook(found), bare)).roster == read(workbook(found)).roster


def test_stored_parts_and_directory_entries_are_read() -> None:
    source, target = zipfile.ZipFile(io.BytesIO(workbook(tables()))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/", b"")
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    assert read(target.getvalue()).roster == EXPECTED


class Unseekable(io.RawIOBase):
    """A stream to which a zip is written with sizes after the data, as some servers do."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written += bytes(data)
        return len(data)


def test_streamed_zip_is_read() -> None:
    source, target = zipfile.ZipFile(io.BytesIO(workbook(tables()))), Unseekable()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    assert read(target.written).roster == EXPECTED


def merged(sheet: Worksheet) -> None:
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")


def test_firm_merged_over_its_years_counts_for_each_of_them() -> None:
    reading = read(by_openpyxl(on_sheet(merged)))
    assert (reading.errors, reading.warnings) == ((), ())
    assert reading.roster == EXPECTED


def test_merged_figure_counts_once_with_a_notice() -> None:
    reading = read(by_openpyxl(on_sheet(lambda sheet: sheet.merge_cells("H2:H3"))))
    assert reading.roster is not None
    assert [firm.output for firm in reading.roster.firm_years] == [100_500_000, None]
    assert [(p.row, p.column) for p in reading.warnings] == [(3, "H")]


def test_merged_year_does_not_spread() -> None:
    reading = read(by_openpyxl(on_sheet(lambda sheet: sheet.merge_cells("D2:D3"))))
    assert only_error(reading)[:3] == (FIRMS, 3, "D")


def test_template_opened_and_saved_by_another_program_is_read() -> None:
    from openpyxl import load_workbook

    stream, saved = io.BytesIO(), io.BytesIO()
    write_template(stream, ROSTER)
    load_workbook(stream).save(saved)
    assert read(saved.getvalue()).roster == ROSTER
