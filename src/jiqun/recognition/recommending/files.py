"""The table of a recommendation (推荐汇总表) to take away: a workbook, and a document on its side to be signed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from jiqun.authorities.hours import ZONE
from jiqun.documents import sheet
from jiqun.recognition.recommending.content import Line

HEADS = ("推荐排序", "集群名称", "申报单位所在地", "主导产业代码", "细分领域")
AFTER = ("与测算不同的结论（项）", "实地抽查", "推荐意见", "同一细分领域另行推荐的理由")
WIDTHS = (9, 30, 16, 16, 16)
SIGNATURES = ("经办人：", "审核人：", "单位负责人（盖章）：", "日期：")


def heads(figures: Sequence[str]) -> list[str]:
    """The heads of the table, with those of the computed figures."""
    return [*HEADS, *figures, *AFTER]


def widths(figures: int) -> tuple[int, ...]:
    """The shares of the columns."""
    return (3, 6, 4, 4, 4, *(5 for _ in range(figures)), 4, 4, 8, 6)


def cells(line: Line) -> list[str]:
    """A line of the table as text."""
    return [
        str(line.rank),
        line.cluster,
        line.place,
        line.leads,
        line.niche,
        *line.figures,
        str(line.differing),
        line.site_check,
        line.opinion,
        line.niche_reason,
    ]


def workbook(title: str, figures: Sequence[str], lines: Sequence[Line]) -> bytes:
    """The table as XLSX; every cell is text, so that nothing becomes a formula."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    names = heads(figures)
    with Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("推荐汇总表")
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"})
        body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        page.merge_range(
            0, 0, 0, len(names) - 1, title, book.add_format({"bold": True, "font_size": 14, "align": "center"})
        )
        for column, name in enumerate(names):
            page.write_string(1, column, name, head)
            page.set_column(column, column, WIDTHS[column] if column < len(WIDTHS) else 14)
        page.set_column(len(names) - 2, len(names) - 1, 36)
        for number, each in enumerate(lines, start=2):
            for column, text in enumerate(cells(each)):
                page.write_string(number, column, text, body)
        page.repeat_rows(1)
        page.freeze_panes(2, 2)
    return target.getvalue()


def document(title: str, subtitle: str, figures: Sequence[str], lines: Sequence[Line], *, now: datetime) -> bytes:
    """The table as PDF/A on its side, with room to sign. Raises `DocumentError`."""
    return sheet.pdf(
        sheet.Sheet(
            title=title,
            subtitle=subtitle,
            heads=tuple(heads(figures)),
            widths=widths(len(figures)),
            rows=tuple(tuple(cells(each)) for each in lines),
            signatures=SIGNATURES,
            foot=f"生成时间 {now.astimezone(ZONE):%Y-%m-%d %H:%M}；测算值为系统测算，不作为审核结论",
            landscape=True,
        ),
        now=now,
    )
