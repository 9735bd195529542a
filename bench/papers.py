"""Official papers: what one costs to set, as PDF/A and as Word file."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from bench.desk import clocked
from bench.measure import Row
from jiqun.documents.official import LAYOUTS, Annex, Heading, Official, Para, Table, docx, pdf

TEXT = "为贯彻落实《广东省促进中小企业特色产业集群发展暂行办法》，现就有关事项通知如下，请结合实际认真执行。" * 3
ROWS = tuple((str(n), f"某县某产业集群{n}", "某县", "制鞋业") for n in range(1, 61))


def rows(now: datetime) -> list[Row]:
    """A paper of four pages of text and an annex of sixty lines, in each layout: the goal is a second."""
    return [
        *(clocked(f"official paper as PDF, layout {each}", partial(pdf, paper(each), now=now), 1) for each in LAYOUTS),
        clocked("official paper as Word file", partial(docx, paper("letter"), now=now), 1),
    ]


def paper(layout: str) -> Official:
    """One of a layout; a certificate has a paragraph, the others sections and an annex."""
    sections = tuple(part for n in "一二三四五六" for part in (Heading(f"{n}、有关事项"), Para(TEXT), Para(TEXT)))
    table = Table(("序号", "集群名称", "所在地", "主导产业"), ROWS, widths=(1, 4, 2, 3))
    long = layout != "certificate"
    return Official(
        layout,
        "广东省工业和信息化厅",
        "关于开展认定工作的通知" if long else "证书",
        sections if long else (Para(TEXT),),
        to="各地级以上市工业和信息化局",
        annexes=(Annex("集群名单", (table,)),) if long else (),
        dated=date(2025, 7, 1),
        draft=False,
    )
