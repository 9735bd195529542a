"""Writes the roster workbook: the empty template, and the same sheets filled from a roster.

Every string is written as a string, so that nothing a firm typed becomes a formula; figures are exact decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from jiqun.bilingual import Text
from jiqun.facts.rows import Roster
from jiqun.facts.workbook import instructions
from jiqun.facts.workbook.cells import Choice, Written, YesNo
from jiqun.facts.workbook.codes import CreditCode
from jiqun.facts.workbook.days import Day
from jiqun.facts.workbook.figures import FIRST_YEAR, LAST_YEAR, Figure, Ratio, Year
from jiqun.facts.workbook.sheets import CLUSTER, FIELD, LISTS, VALUE, Column, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PREPARED_LINES = 5_000
"""Lines below the header that carry drop-downs and checks in the template."""

_EXACT_DIGITS = 15
_SEEN_AS_FORMULA = tuple("=+-@＝＋－＠\t")
# The file says nothing of when it was written: the same roster gives the same bytes.
_CREATED = datetime(2023, 12, 29)


def write_template(stream: IO[bytes], roster: Roster | None = None) -> None:
    """Write the workbook to a binary stream: the empty template, or filled with a roster.

    Reading it back gives the same roster, provided its texts have no spaces around them. Raises `ValueError` for
    what no workbook can say: a fraction without a finite decimal form, a word that is not in its list.
    """
    from xlsxwriter import Workbook

    with Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "集群企业名册", "created": _CREATED})
        formats = _Formats(workbook)
        instructions.write(workbook.add_worksheet(instructions.NAME), formats.header, formats.note)
        _write_cluster(workbook.add_worksheet(CLUSTER.name), formats, roster)
        for sheet in LISTS:
            rows = () if roster is None else getattr(roster, sheet.roster_field)
            _write_list(workbook.add_worksheet(sheet.name), sheet, formats, rows)


class _Formats:
    def __init__(self, workbook: Workbook) -> None:
        self.header = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF7", "border": 1}
        )
        self.must_fill = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#FBE9E7", "border": 1}
        )
        self.note = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.text = workbook.add_format({"num_format": "@"})
        # Keeps Excel from making a formula of it when somebody edits the cell.
        self.quoted = workbook.add_format({"num_format": "@", "quote_prefix": True})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.whole = workbook.add_format({"num_format": "0"})
        self.number = workbook.add_format({"num_format": "General"})

    def of(self, column: Column) -> Format:
        if isinstance(column.kind, Day):
            return self.day
        if isinstance(column.kind, (Figure, Ratio)):
            return self.number
        return self.whole if isinstance(column.kind, Year) else self.text

    def header_of(self, column: Column) -> Format:
        return self.must_fill if column.must_fill else self.header


def _write_cluster(sheet: Worksheet, formats: _Formats, roster: Roster | None) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 48)
    sheet.write_string(0, 0, FIELD, formats.header)
    sheet.write_string(0, 1, VALUE, formats.header)
    sheet.freeze_panes(1, 1)
    for row, column in enumerate(CLUSTER.columns, 1):
        sheet.write_string(row, 0, column.header, formats.header_of(column))
        sheet.write_comment(row, 0, _comment(column))
        value = None if roster is None else column.kind.write(getattr(roster.cluster, column.field))
        _write_cell(sheet, row, 1, value, formats.of(column), formats)
        _validate(sheet, column, (row, 1, row, 1))


def _write_list(sheet: Worksheet, declared: Sheet, formats: _Formats, rows: Sequence[Any]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 36)
    last = max(PREPARED_LINES, len(rows))
    for at, column in enumerate(declared.columns):
        sheet.set_column(at, at, 22 if column.must_fill else 16, formats.of(column))
        sheet.write_string(0, at, column.header, formats.header_of(column))
        sheet.write_comment(0, at, _comment(column))
        _validate(sheet, column, (1, at, last, at))
        if isinstance(column.kind, CreditCode):
            sheet.ignore_errors({"number_stored_as_text": _range(at, last)})
    writers = list(_writers(declared.columns, formats))
    for row, values in enumerate(rows, 1):
        for at, (name, write, shape) in enumerate(writers):
            _write_cell(sheet, row, at, write(getattr(values, name)), shape, formats)


def _writers(columns: Iterable[Column], formats: _Formats) -> Iterator[tuple[str, Callable[[Any], Written], Format]]:
    for column in columns:
        yield column.field, column.kind.write, formats.of(column)


def _write_cell(sheet: Worksheet, row: int, at: int, value: Written, shape: Format, formats: _Formats) -> None:
    if value is None:
        sheet.write_blank(row, at, None, shape)
    elif isinstance(value, Decimal):
        # An Excel double keeps 15 digits; a longer figure goes as text, which is read just as exactly.
        if len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS:
            sheet.write_number(row, at, float(value), shape)
        else:
            sheet.write_string(row, at, f"{value:f}", formats.text)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, shape)
    else:
        sheet.write_string(row, at, value, formats.quoted if value.startswith(_SEEN_AS_FORMULA) else shape)


def _comment(column: Column) -> str:
    expected = Text("应填{expected}。", "Expected: {expected}.").format(expected=column.kind.expected)
    must = Text("必填。", "Must be filled.") if column.must_fill else Text("未掌握的留空。", "Blank if not known.")
    return f"{column.note.zh}{expected.zh}{must.zh}\n{column.note.en} {expected.en} {must.en}"


def _range(at: int, last: int) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(1, at, last, at))


def _validate(sheet: Worksheet, column: Column, area: tuple[int, int, int, int]) -> None:
    """Drop-downs and checks while typing; the reader checks again, so that a paste cannot slip through."""
    rule: dict[str, Any]
    if isinstance(column.kind, Choice):
        rule = {"validate": "list", "source": list(column.kind.options)}
    elif isinstance(column.kind, YesNo):
        rule = {"validate": "list", "source": ["是", "否"]}
    elif isinstance(column.kind, Year):
        rule = {"validate": "integer", "criteria": "between", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    elif isinstance(column.kind, Figure) and column.kind.scale == 1:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    elif isinstance(column.kind, (Figure, Ratio)):
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    elif isinstance(column.kind, CreditCode):
        rule = {"validate": "length", "criteria": "==", "value": 18}
    else:
        return
    message = f"应填{column.kind.expected.zh}。\nExpected {column.kind.expected.en}."
    sheet.data_validation(
        *area, {**rule, "ignore_blank": True, "error_title": column.header[:32], "error_message": message[:255]}
    )
