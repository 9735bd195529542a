"""A bound set as DOCX, to be edited in Word or WPS: the same structure, styles by the names official papers use.

It carries no QR: what may be edited is no version that a sealed copy could be held against.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor

from jiqun.bilingual import speaking
from jiqun.documents.book.parts import Book, Chapter, Grid, Item
from jiqun.documents.book.words import labels

FANG, SONG, HEI, TITLE = "仿宋_GB2312", "宋体", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
GREY = RGBColor(0x55, 0x55, 0x55)
ASKED, GIVEN = Mm(46), Mm(110)
_CELL = (
    '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
    '<w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>'
    '<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}"/><w:sz w:val="{size}"/></w:rPr>'
    '<w:t xml:space="preserve">{said}</w:t></w:r></w:p></w:tc>'
)


def docx(book: Book, *, now: datetime) -> bytes:
    """The set as a Word file; `now` is the date in its properties."""
    with speaking(book.language):
        return _Writer(book, labels(), now).written()


class _Writer:
    def __init__(self, book: Book, words: dict[str, str], now: datetime) -> None:
        self.book, self.words = book, words
        self.paper: Any = Document()
        about = self.paper.core_properties
        about.title, about.author, about.comments = book.name, "", words["editable"]
        about.created = about.modified = now.replace(tzinfo=None)
        self.styles()
        self.page()

    def written(self) -> bytes:
        self.cover()
        self.pledge()
        self.contents()
        for chapter in self.book.chapters:
            self.chapter(chapter)
        made = io.BytesIO()
        self.paper.save(made)
        return made.getvalue()

    def styles(self) -> None:
        normal = self.paper.styles["Normal"]
        normal.font.size = Pt(12)
        _face(normal, FANG)
        for name, face, size in (("Title", TITLE, 36), ("Subtitle", TITLE, 22), ("Heading 1", HEI, 16)):
            style = self.paper.styles[name]
            style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, RGBColor(0, 0, 0)
            _face(style, face)
            for border in style.element.findall(".//" + qn("w:pBdr")):
                border.getparent().remove(border)

    def page(self) -> None:
        section = self.paper.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        head = section.header.paragraphs[0]
        mark = self.book.mark
        told = [self.words["editable"]]
        if mark is not None:
            told.append(f"{self.words['number']}{mark.number}")
            told.append(f"{self.words['code']}{mark.code}")
        _run(head, " · ".join(told), SONG, 9, GREY)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(foot, "— ", SONG, 14)
        _field(foot, "PAGE", "1")
        _run(foot, " —", SONG, 14)

    def cover(self) -> None:
        cover = self.book.cover
        if cover.document:
            self.line(cover.document, align=WD_ALIGN_PARAGRAPH.RIGHT, size=16)
        self.gap(5)
        self.paper.add_paragraph(cover.heading, style="Subtitle").alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.gap(1)
        self.paper.add_paragraph(cover.title, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.gap(4)
        for label, value in cover.lines:
            paragraph = self.line("", size=16)
            paragraph.paragraph_format.left_indent = Mm(18)
            _run(paragraph, f"{label}　", FANG, 16)
            _run(paragraph, value or "　" * 12, FANG, 16).underline = True
        self.gap(3)
        for said in cover.foot:
            self.line(said, align=WD_ALIGN_PARAGRAPH.CENTER, size=16)
        self.turn()

    def pledge(self) -> None:
        pledge = self.book.pledge
        if pledge is None:
            return
        self.paper.add_paragraph(pledge.title, style="Subtitle").alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.gap(1)
        for said in pledge.text:
            self.line(said, size=16).paragraph_format.first_line_indent = Pt(32 if self.book.language == "zh" else 0)
        self.gap(2)
        for place in pledge.places:
            paragraph = self.line(place, size=16)
            paragraph.paragraph_format.left_indent = Mm(60)
            paragraph.paragraph_format.space_before = Pt(16)
        self.turn()

    def contents(self) -> None:
        self.paper.add_paragraph(self.words["contents"], style="Subtitle").alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(self.paper.add_paragraph(), r'TOC \o "1-1" \h \z \u', self.words["update"], dirty=True)

    def chapter(self, chapter: Chapter) -> None:
        heading = self.paper.add_heading(chapter.title, level=1)
        heading.paragraph_format.page_break_before = True
        if chapter.banner:
            _run(self.line("", align=WD_ALIGN_PARAGRAPH.CENTER), chapter.banner, HEI, 14)
        for said in chapter.notes:
            self.line(said, size=10.5)
        if chapter.items:
            table = self.table((ASKED, GIVEN))
            for item in chapter.items:
                asked, given = table.add_row().cells
                self.asked(asked, item)
                self.given(given, item)
        for grid in chapter.grids:
            self.grid(self.paper, grid)

    def asked(self, cell: Any, item: Item) -> None:
        first = cell.paragraphs[0]
        _run(first, item.label, HEI, 10.5)
        if item.unit:
            _run(first, f"{self.words['opening']}{item.unit}{self.words['closing']}", SONG, 9)
        if item.tag:
            _run(first, f" [{item.tag}]", HEI, 8, GREY)
        asks = f"{self.words['asks']}{item.asks}" if item.asks else ""
        for said in (item.definition, item.clause, asks):
            if said:
                _run(_tight(cell.add_paragraph()), said, SONG, 8, GREY)

    def given(self, cell: Any, item: Item) -> None:
        empty = cell.paragraphs[0]
        for said in (*item.lines, *((item.gap,) if item.gap else ())):
            paragraph = empty if empty is not None else cell.add_paragraph()
            empty = None
            _run(_tight(paragraph), said, FANG, 12, GREY if said == item.gap else None)
        for grid in item.grids:
            self.grid(cell, grid, inner=True)
        if item.grids and empty is not None:
            empty._p.getparent().remove(empty._p)
        if item.room and not item.lines:
            cell.paragraphs[0].paragraph_format.space_after = Mm(item.room)

    def grid(self, into: Any, grid: Grid, *, inner: bool = False) -> None:
        if grid.title:
            _run(_tight(into.add_paragraph()), grid.title, HEI, 10)
        whole = GIVEN - Mm(4) if inner else Mm(156)
        shares = grid.widths or tuple(1.6 if n < grid.words else 1.0 for n in range(len(grid.head)))
        widths = [int(whole * share / sum(shares)) for share in shares]
        table = self.table(widths, into)
        for row in _rows(grid, widths):
            table._tbl.append(row)
        if not inner:  # a cell has its paragraph after the table already
            _tight(into.add_paragraph())

    def table(self, widths: Sequence[int], into: Any = None) -> Any:
        """An empty table; rows added later take the widths of its columns."""
        place = into if into is not None else self.paper
        made = place.add_table(0, len(widths))
        made.style = self.paper.styles["Table Grid"]
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Emu(width)
        return made

    def line(self, said: str, *, align: Any = None, size: float = 12) -> Any:
        paragraph = self.paper.add_paragraph()
        paragraph.alignment = align
        if said:
            _run(paragraph, said, FANG, size)
        return paragraph

    def gap(self, lines: int) -> None:
        for _ in range(lines):
            self.paper.add_paragraph()

    def turn(self) -> None:
        self.paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _face(style: Any, east: str) -> None:
    """Chinese characters in one face, all others in Times: Word keeps the two apart."""
    style.font.name = LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), east)


def _run(paragraph: Any, said: str, face: str, size: float, colour: RGBColor | None = None) -> Any:
    run = paragraph.add_run(_printable(said))
    run.font.size = Pt(size)
    _face(run, face)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _field(paragraph: Any, instruction: str, shown: str, *, dirty: bool = False) -> None:
    """A field that Word fills in: a page number, the contents. `shown` stands until it does."""
    run = paragraph.add_run()
    for kind in ("begin", "instr", "separate", "text", "end"):
        if kind == "instr":
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = instruction
        elif kind == "text":
            part = OxmlElement("w:t")
            part.text = shown
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            if dirty and kind == "begin":
                part.set(qn("w:dirty"), "true")
        run._r.append(part)


def _rows(grid: Grid, widths: Sequence[int]) -> Iterator[Any]:
    """The rows of a table as Word keeps them, written straight: a list of a thousand firms is nine thousand cells."""
    size = 16 if grid.long else 18  # half points
    for number, row in enumerate((grid.head, *grid.rows)):
        head = number == 0
        about = '<w:tblHeader w:val="true"/>' if head else ""
        if grid.tall and not head:
            about += f'<w:trHeight w:val="{Mm(grid.tall).twips}" w:hRule="atLeast"/>'
        cells = "".join(
            _CELL.format(
                width=Emu(width).twips,
                align="center" if head else "left" if n < grid.words else "right",
                east=HEI if head else SONG,
                latin=LATIN,
                size=size,
                said=escape(_printable(said)),
            )
            for n, (said, width) in enumerate(zip(row, widths, strict=True))
        )
        yield parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{about}</w:trPr>{cells}</w:tr>")


def _printable(said: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in said if sign in "\t\n" or sign >= " ")


def _tight(paragraph: Any) -> Any:
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    return paragraph
