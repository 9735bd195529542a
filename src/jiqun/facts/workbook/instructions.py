"""The page 填报说明 of the template: what each sheet and column asks for, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiqun.bilingual import Text
from jiqun.facts.workbook.sheets import INSTRUCTIONS, SHEETS, Column

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = INSTRUCTIONS

GENERAL = (
    Text(
        "列的顺序可以调整，表头文字（含单位）不得改动；多出的列不读取。",
        "Columns may be reordered; the headers, units included, must stay as they are; extra columns are not read.",
    ),
    Text("空白表示未提供，不等于零；确实为零的填 0。", "A blank is “not given”, never zero; write 0 for a real zero."),
    Text(
        "企业数据由企业本身填报并确认，规模以下只填盖章汇总数；不得使用统计部门掌握的单个企业数据。",
        "Firms give and confirm their own figures; below size only stamped aggregates; none from statistics offices.",
    ),
    Text(
        "金额单位为万元，最多 6 位小数（精确到分）；代码列为文本格式。",
        "Money is in 10,000 yuan with at most 6 decimals (one fen); columns of codes are formatted as text.",
    ),
    Text("浅红色表头的列每行必填。", "Columns with a light red header must be filled in every line."),
)
_TITLES = (
    Text("工作表", "Sheet"),
    Text("列（字段）", "Column (item)"),
    Text("必填", "Required"),
    Text("应填内容", "What to write"),
    Text("说明", "Definition"),
)


def write(sheet: Worksheet, header: Format, note: Format) -> None:
    """Write the page: the general rules first, then one line a column."""
    for at, width in enumerate((16, 26, 12, 44, 48)):
        sheet.set_column(at, at, width)
    row = 0
    for rule in GENERAL:
        sheet.merge_range(row, 0, row, len(_TITLES) - 1, "")
        sheet.write_string(row, 0, _both(rule), note)
        sheet.set_row(row, 32)
        row += 1
    for at, title in enumerate(_TITLES):
        sheet.write_string(row, at, _both(title), header)
    for declared in SHEETS:
        row += 1
        sheet.write_string(row, 0, declared.name, note)
        sheet.write_string(row, 4, _both(declared.note), note)
        for column in declared.columns:
            row += 1
            for at, text in enumerate((declared.name, column.header, *_line(column))):
                sheet.write_string(row, at, text, note)


def _line(column: Column) -> tuple[str, str, str]:
    must = Text("必填", "yes") if column.must_fill else Text("可空", "no")
    return _both(must), _both(column.kind.expected), _both(column.note)


def _both(text: Text) -> str:
    return f"{text.zh}\n{text.en}"
