"""A brief and a ledger to take away: as PDF, in Chinese as papers are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.documents import sheet


def document(
    title: Text, heads: Sequence[Text], rows: Sequence[Sequence[Text]], widths: tuple[int, ...], *, now: datetime
) -> bytes:
    """The table as PDF/A, on its side when it has many columns. Raises `DocumentError`."""
    return sheet.pdf(
        sheet.Sheet(
            title=title.zh,
            subtitle="",
            heads=tuple(head.zh for head in heads),
            widths=widths,
            rows=tuple(tuple(cell.zh or "—" for cell in row) for row in rows),
            foot=f"数据截至 {now.astimezone(ZONE):%Y-%m-%d %H:%M}；依据系统登记情况汇总，不作为审核结论",
            landscape=len(heads) > 2,
        ),
        now=now,
    )
