"""The Word file of an official paper has the page, grid and faces of GB/T 9704-2012 and the words of the PDF."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jiqun.documents.official import LAYOUTS, Annex, Para, docx, pdf
from tests.documents.official_pages import LYING, MARK, NOW, paper

AVERAGE = Mm(0.1)


def written(layout: str, **more: Any) -> Any:
    return Document(io.BytesIO(docx(paper(layout, **more), now=NOW)))


def close(one: int, other: int) -> bool:
    return abs(one - other) <= AVERAGE


@pytest.mark.parametrize("layout", ["document", "letter", "notice"])
def test_page_has_the_margins_and_the_grid_of_22_lines_of_28_characters(layout: str) -> None:
    """5.2: upper margin 37 mm, left 28 mm, type area 156 × 225 mm; 28.99 pt a line, 15.79 pt a character."""
    section = written(layout).sections[0]
    assert close(section.page_width, Mm(210)) and close(section.page_height, Mm(297))
    assert close(section.top_margin, Mm(37)) and close(section.left_margin, Mm(28))
    assert close(section.page_width - section.left_margin - section.right_margin, Mm(156))
    assert close(section.page_height - section.top_margin - section.bottom_margin, Mm(225))
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch, space = int(grid.get(qn("w:linePitch"))) / 20, int(grid.get(qn("w:charSpace"))) / 4096
    assert int(Mm(225).pt // pitch) == 22
    assert int(Mm(156).pt / (16 + space) + 0.01) == 28
    assert pitch <= 28.99


def test_faces_and_sizes_are_those_of_official_papers() -> None:
    made = written("document")
    shown = {}
    for paragraph in made.paragraphs:
        for run in paragraph.runs:
            shown[run.text] = (run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt)
    assert shown["关于开展认定工作的通知"] == ("方正小标宋简体", 22)
    assert shown["一、条件"] == ("黑体", 16)
    assert shown["（一）基本条件"] == ("楷体_GB2312", 16)
    assert shown["各地级以上市工业和信息化局："] == ("仿宋_GB2312", 16)
    assert shown["抄送：省中小企业服务中心。"] == ("仿宋_GB2312", 14)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    made = written("letter")
    section = made.sections[0]
    assert made.settings.odd_and_even_pages_header_footer and section.different_first_page_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.text, even.text, section.first_page_footer.paragraphs[0].text) == ("— 1 —", "— 1 —", "")
    assert (odd.alignment, even.alignment) == (2, 0)
    assert odd.paragraph_format.right_indent == Pt(14)


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each != "certificate"])
def test_word_file_says_what_the_pdf_says(layout: str) -> None:
    from pypdf import PdfReader

    official = paper(layout, annexes=(Annex("名单", (Para("甲乙"), LYING)),), contact="联系人：张某")
    made = Document(io.BytesIO(docx(official, now=NOW)))
    told = "".join(paragraph.text for paragraph in made.paragraphs)
    told += "".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    shown = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(official, now=NOW, mark=MARK))).pages)
    for words in ("关于开展认定工作的通知", "2026年3月5日", "惠东县女鞋产业集群", "甲乙", "列8"):
        assert words in told, words
        assert words in shown.replace("\n", ""), words
    assert ("粤工信函〔2026〕12号" in told) is (layout in ("document", "letter"))


def test_lying_table_has_a_page_of_its_own_on_its_side() -> None:
    made = written("notice", annexes=(Annex("汇总表", (LYING,)),))
    assert [section.page_width > section.page_height for section in made.sections] == [False, True]


def test_blanks_and_draft_stand_in_the_word_file() -> None:
    made = written("document", number="", dated=None, draft=True, invented=True)
    assert made.sections[0].header.paragraphs[0].text == "草稿　演示文稿，内容虚构，不具效力"
    told = [paragraph.text for paragraph in made.paragraphs]
    assert "〔2026〕  号" in told and "　　　　年　月　日" in told


def test_longer_date_stands_two_characters_in() -> None:
    """7.3.5.3 of the standard, as in the PDF."""
    made = written("notice", issuer="惠东县", dated=date(2026, 11, 22))
    name, day = next(p for p in made.paragraphs if p.text == "惠东县"), made.paragraphs[-1]
    assert day.text == "2026年11月22日"
    shift = day.paragraph_format.left_indent - name.paragraph_format.left_indent
    assert shift == pytest.approx(Pt(2 * 15.79), abs=700)  # a twip
