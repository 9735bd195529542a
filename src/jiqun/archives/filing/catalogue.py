"""归档文件目录: the list that goes with the files, as a workbook and as data (columns of DA/T 22-2015, 表 A.4)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from jiqun.archives.models import FiledMatter, Filing
from jiqun.archives.retention import PERIODS
from jiqun.web.exports import cell

COLUMNS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "保管期限", "备注")
WIDTHS = (6, 30, 18, 28, 48, 12, 8, 8, 10, 24)
NOTE = "电子文件，随移交包"


def rows(lines: Iterable[FiledMatter]) -> Iterator[tuple[str, ...]]:
    """The lines of the list. Pages are not counted of electronic files, and nothing secret is kept in the product."""
    for number, each in enumerate(lines, 1):
        yield (
            str(number),
            each.code,
            each.case.number,
            each.case.authority.body,
            each.case.title,
            f"{each.closed_on:%Y%m%d}",
            "",
            "",
            PERIODS[each.retention].zh,
            NOTE,
        )


def workbook(filing: Filing, lines: Iterable[FiledMatter]) -> bytes:
    """The list as .xlsx, headed by what the archive knows the filing by."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("归档文件目录")
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF7", "text_wrap": True})
        text = book.add_format({"border": 1, "num_format": "@", "text_wrap": True, "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
        sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, "归档文件目录", title)
        said = f"全宗号：{filing.fonds}　年度：{filing.year}　机构（问题）：{filing.unit_name}（{filing.unit}）"
        sheet.write_string(1, 0, said)
        for at, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(2, at, name, bold)
        for line, row in enumerate(rows(lines), 3):
            for at, value in enumerate(row):
                sheet.write_string(line, at, cell(value), text)
        sheet.freeze_panes(3, 2)
        sheet.repeat_rows(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return file.getvalue()


def plain(filing: Filing, lines: Iterable[FiledMatter]) -> dict[str, Any]:
    """The list as data."""
    return {
        "fonds": filing.fonds,
        "category": filing.category,
        "year": filing.year,
        "unit": {"code": filing.unit, "name": filing.unit_name},
        "files": [dict(zip(COLUMNS, row, strict=True)) for row in rows(lines)],
    }
