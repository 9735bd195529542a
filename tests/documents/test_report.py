"""A report of chapters as PDF and DOCX, and its drawings."""

from __future__ import annotations

import io
from datetime import datetime
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from jiqun.documents.report import (
    Chapter,
    Column,
    Cover,
    Picture,
    Prose,
    Report,
    Table,
    Tile,
    columns,
    docx,
    pdf,
    tiles,
)
from jiqun.documents.report.charts import shade

NOW = datetime(2025, 4, 1, 9, 30)
SVG = columns([Column("2023年", None, "—"), Column("2024年", Fraction(12), "12.00", "3个集群")], said="产值")


def report(language: str = "zh", *, draft: bool = True) -> Report:
    """A small report with one of everything."""
    blocks = (
        Prose("2024年，集群共12个。"),
        Picture(SVG, "历年产值", "产值：12.00"),
        Table(("年份", "产值"), (("2024年", "12.00"),), title="历年"),
    )
    annex = Chapter("附件1　数据来源", (Table(("编号", "口径"), (("1", "求和"),), words=2, long=True),), annex=True)
    cover = Cover(
        "惠州市集群\n2024年发展评估报告", "第1版", (("编制单位", "惠州市工业和信息化局"),), ("依据第十六条编制",)
    )
    return Report(language, "评估报告", cover, (Chapter("一、总体情况", blocks), annex), "第1版", draft)


def text_of(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_the_pdf_holds_cover_contents_text_table_and_drawing_and_is_always_the_same() -> None:
    made = pdf(report(), now=NOW)
    assert made == pdf(report(), now=NOW)
    said = text_of(made)
    for part in ("惠州市集群", "征求意见稿", "目", "总体情况", "集群共", "历年产值", "12.00", "数据来源"):
        assert part in said.replace(" ", ""), part
    assert len(PdfReader(io.BytesIO(made)).pages) == 4


def test_an_issued_report_is_not_marked_as_a_draft() -> None:
    assert "征求意见稿" not in text_of(pdf(report(draft=False), now=NOW))


def test_the_word_file_has_real_headings_tables_and_pictures_that_speak() -> None:
    made = Document(io.BytesIO(docx(report(), now=NOW)))
    headings = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["一、总体情况", "附件1　数据来源"]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [["年份", "产值"], ["2024年", "12.00"]]
    assert [each.text for each in made.paragraphs if each.style.name == "Caption"] == ["图 1　历年产值", "表 1　历年"]
    (shape,) = made.inline_shapes
    assert shape._inline.docPr.get("descr") == "产值：12.00"


def test_words_of_a_drawing_are_escaped_and_an_unknown_value_has_no_column() -> None:
    drawn = columns([Column('<a>&"', Fraction(1), "1"), Column("b", None, "—")], said='"<x>')
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label") == '"<x>'
    assert '<a>&"' in [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) == 1


@given(st.lists(st.one_of(st.none(), st.fractions(-(10**14), 10**14)), min_size=1, max_size=8))
def test_columns_stay_within_the_drawing(values: list[Fraction | None]) -> None:
    drawn = columns([Column(str(n), value, "x") for n, value in enumerate(values)], said="x")
    for rect in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}rect"):
        x, y, width, height = (int(rect.get(name) or 0) for name in ("x", "y", "width", "height"))
        assert x >= 0 and x + width <= 640
        assert y >= 34 and y + height == 206


def test_a_drawing_without_anything_or_with_two_tiles_on_one_place_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        columns([], said="x")
    with pytest.raises(ValueError, match="tiles"):
        tiles([], said="x")
    with pytest.raises(ValueError, match="one place"):
        tiles([Tile(0, 0, "广州", "1", 1), Tile(0, 0, "深圳", "1", 1)], said="x")


def test_shades_go_by_quarters_of_the_most() -> None:
    assert [shade(Fraction(n), Fraction(8)) for n in (0, 1, 2, 3, 4, 6, 7, 8)] == [0, 1, 1, 2, 2, 3, 4, 4]
    assert shade(Fraction(3), Fraction(0)) == 0
