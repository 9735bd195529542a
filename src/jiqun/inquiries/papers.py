"""What goes out with an inquiry: the firms as a workbook. The letter itself is a page to be printed and sealed."""

from __future__ import annotations

import io
from collections.abc import Mapping

from jiqun.bilingual import Text
from jiqun.inquiries.models import Inquiry

COLUMNS = (
    (Text("序号", "No."), 6),
    (Text("统一社会信用代码", "Credit code"), 24),
    (Text("企业名称", "Firm"), 40),
    (Text("类别", "Kind"), 18),
    (Text("等级", "Grade"), 12),
    (Text("日期", "Date"), 14),
    (Text("文号", "Document"), 26),
)
"""The last four are for the department to fill in; the answer can be uploaded as it is."""


def firms_workbook(inquiry: Inquiry, firms: Mapping[str, str], kinds: tuple[str, ...]) -> bytes:
    """The list for one department (XLSX), every cell as text: no formula, no code in scientific notation."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("核查名单")
        head = book.add_format({"bold": True, "bottom": 1})
        for column, (title, width) in enumerate(COLUMNS):
            sheet.write_string(0, column, title.zh, head)
            sheet.set_column(column, column, width)
        for number, (uscc, name) in enumerate(sorted(firms.items()), start=1):
            for column, text in enumerate((str(number), uscc, name)):
                sheet.write_string(number, column, text)
        if firms:
            sheet.data_validation(1, 3, len(firms), 3, {"validate": "list", "source": list(kinds)})
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet("说明")
        lines = (
            f"核查期间：{inquiry.since} 至 {inquiry.until}（36 个月）。",
            f"请核查名单企业在此期间有无：{'、'.join(kinds)}。",
            "查到记录的，在该企业一行填写类别、等级、日期、文号；一家企业有多条的，另加一行。没有记录的留空。",
            "等级以认定机关的认定为准，不明的留空。",
        )
        for number, text in enumerate(lines):
            about.write_string(number, 0, text)
        about.set_column(0, 0, 90)
    return target.getvalue()
