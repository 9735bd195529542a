"""A report as DOCX, to be edited in Word or WPS: real headings, paragraphs and tables; drawings as pictures."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from jiqun.bilingual import speaking
from jiqun.documents.official.word_parts import BIAO, FANG, HEI, SONG, facing, field, run
from jiqun.documents.report.parts import Chapter, Picture, Prose, Report, Table
from jiqun.documents.report.pdf import drawn
from jiqun.documents.report.word_table import table
from jiqun.documents.report.words import labels

GREY = RGBColor(0x55, 0x55, 0x55)
BLACK = RGBColor(0, 0, 0)
LINE = Mm(156)
_STYLES = (("Title", BIAO, 28), ("Subtitle", SONG, 18), ("Heading 1", HEI, 16), ("Caption", HEI, 11))


def docx(report: Report, *, now: datetime) -> bytes:
    """The report as a Word file; `now` is the date in its properties. Raises `DocumentError`."""
    pictures = [block for chapter in report.chapters for block in chapter.blocks if isinstance(block, Picture)]
    with speaking(report.language):
        words = labels()
    return _Writer(report, words, now, dict(zip(map(id, pictures), drawn(pictures, now=now), strict=True))).written()


class _Writer:
    """`pngs` are the drawings as pictures, by the identity of their block."""

    def __init__(self, report: Report, words: dict[str, str], now: datetime, pngs: dict[int, bytes]) -> None:
        self.report, self.words, self.pngs = report, words, pngs
        self.tables = self.figures = 0
        self.paper: Any = Document()
        about = self.paper.core_properties
        about.title, about.author = report.name, ""
        about.created = about.modified = now.replace(tzinfo=None)
        self.styles()
        self.page()

    def written(self) -> bytes:
        self.cover()
        self.contents()
        for place, chapter in enumerate(self.report.chapters):
            self.chapter(chapter, new_page=place == 0 or chapter.annex)
        made = io.BytesIO()
        self.paper.save(made)
        return made.getvalue()

    def styles(self) -> None:
        normal = self.paper.styles["Normal"]
        normal.font.size = Pt(14)
        facing(normal, FANG)
        for name, face, size in _STYLES:
            style = self.paper.styles[name]
            style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
            style.font.color.rgb = BLACK
            facing(style, face)
            for border in style.element.findall(".//" + qn("w:pBdr")):
                border.getparent().remove(border)

    def page(self) -> None:
        section = self.paper.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.different_first_page_header_footer = True
        told = " · ".join(filter(None, (self.report.name, self.report.edition)))
        run(section.header.paragraphs[0], told, SONG, 9, GREY)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run(foot, "— ", SONG, 12)
        field(foot, "PAGE", "1", SONG, 12)
        run(foot, " —", SONG, 12)

    def cover(self) -> None:
        cover = self.report.cover
        if self.report.draft:
            self.line(self.words["draft"], WD_ALIGN_PARAGRAPH.RIGHT, HEI, 12, GREY)
        self.gap(5)
        self.styled(cover.title, "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.styled(cover.subtitle, "Subtitle").alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.gap(6)
        for label, value in cover.lines:
            paragraph = self.line(f"{label}　", None, HEI, 14)
            paragraph.paragraph_format.left_indent = Mm(14)
            run(paragraph, value, FANG, 14)
        self.gap(3)
        for said in cover.foot:
            self.line(said, WD_ALIGN_PARAGRAPH.CENTER, FANG, 14)
        self.turn()

    def contents(self) -> None:
        self.line(self.words["contents"], WD_ALIGN_PARAGRAPH.CENTER, BIAO, 20)
        field(self.paper.add_paragraph(), r'TOC \o "1-1" \h \z \u', self.words["update"], FANG, 12)

    def chapter(self, chapter: Chapter, *, new_page: bool) -> None:
        self.styled(chapter.title, "Heading1").paragraph_format.page_break_before = new_page
        for block in chapter.blocks:
            if isinstance(block, Prose):
                self.prose(block)
            elif isinstance(block, Table):
                self.grid(block)
            else:
                self.picture(block)

    def prose(self, block: Prose) -> None:
        if block.small:
            self.line(block.text, None, SONG, 9.5, GREY)
            return
        paragraph = self.line(block.text, WD_ALIGN_PARAGRAPH.JUSTIFY, FANG, 14)
        paragraph.paragraph_format.first_line_indent = Pt(28 if self.report.language == "zh" else 0)

    def grid(self, block: Table) -> None:
        if block.title:
            self.tables += 1
            self.caption(f"{self.words['table']}{self.tables}　{block.title}").keep_with_next = True
        table(self.paper, block, Length(LINE))
        self.paper.add_paragraph().paragraph_format.space_after = Pt(0)

    def picture(self, block: Picture) -> None:
        place = self.paper.add_paragraph()
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        place.paragraph_format.keep_with_next = True
        shape = place.add_run().add_picture(io.BytesIO(self.pngs[id(block)]), width=Mm(block.width))
        shape._inline.docPr.set("descr", block.said)
        self.figures += 1
        self.caption(f"{self.words['figure']}{self.figures}　{block.title}")

    def caption(self, said: str) -> Any:
        paragraph = self.styled(said, "Caption")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph.paragraph_format

    def styled(self, said: str, style: str) -> Any:
        """A paragraph of a style by its id; by its name the writer would search all styles for every paragraph."""
        paragraph = self.paper.add_paragraph(said)
        paragraph._p.style = style
        return paragraph

    def line(self, said: str, align: Any, face: str, size: float, colour: RGBColor | None = None) -> Any:
        paragraph = self.paper.add_paragraph()
        paragraph.alignment = align
        run(paragraph, said, face, size, colour)
        return paragraph

    def gap(self, lines: int) -> None:
        for _ in range(lines):
            self.paper.add_paragraph()

    def turn(self) -> None:
        self.paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
