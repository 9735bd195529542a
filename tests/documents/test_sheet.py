"""Tables to be printed and signed: the pre-check sheet and the table of a recommendation."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from pypdf import PdfReader

from jiqun.documents.sheet import Sheet, pdf

NOW = datetime(2025, 4, 21, 10, 0)


def sheet(rows: int = 2, *, landscape: bool = False) -> Sheet:
    """A sheet of two columns with a heading among its rows."""
    return Sheet(
        title="初审表",
        subtitle="惠州市",
        heads=("条件", "结论"),
        widths=(3, 1),
        rows=(("第十三条（二）",), *((f"条件{n}", "符合") for n in range(rows))),
        head=(("集群", "惠城五金集群"), ("编号", "1")),
        signatures=("经办人：", "审核人："),
        notes=("系统测算，不作为审核结论。",),
        foot="生成时间",
        landscape=landscape,
    )


@pytest.mark.parametrize("landscape", [False, True])
def test_sheet_is_a4_upright_or_on_its_side_with_lines_to_sign(landscape: bool) -> None:
    """A14.2 初审表、推荐汇总表: on file as paper."""
    [page] = PdfReader(io.BytesIO(pdf(sheet(landscape=landscape), now=NOW))).pages
    size = tuple(round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height))
    assert size == ((297, 210) if landscape else (210, 297))
    said = "".join(page.extract_text().split())
    assert all(part in said for part in ("初审表", "惠城五金集群", "第十三条", "条件1", "经办人：", "审核人："))


def test_sheet_repeats_its_head_on_every_page_and_is_the_same_again() -> None:
    """A long table stays legible; the same arguments give the same bytes."""
    made = pdf(sheet(120), now=NOW)
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 1
    assert all("结论" in page.extract_text() for page in pages)
    assert pdf(sheet(120), now=NOW) == made
