"""An official paper as DOCX, for editing in Word or WPS: the same page, grid, faces and order of parts as the PDF.

It carries neither mark nor rules drawn by place: the red rule is the border of a paragraph, and what stands at the
foot of a page follows the text.
"""

from __future__ import annotations

import io
from datetime import datetime
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from jiqun.documents.official.model import Block, Heading, Official, Table
from jiqun.documents.official.pdf import written_day, written_number
from jiqun.documents.official.titles import broken
from jiqun.documents.official.word_parts import BIAO, FANG, HEI, KAI, SONG, border, facing, field, grid_of, run, table

RED, GREY = RGBColor(0xD7, 0x00, 0x0F), RGBColor(0x55, 0x55, 0x55)
CHARACTER, PITCH = Pt(15.79), Pt(28.99)
LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
UPRIGHT, SIDEWAYS, FRAMED = (37, 26, 35, 28), (28, 37, 26, 35), (34, 40, 30, 40)
"""Top, right, bottom, left in mm."""


def docx(official: Official, *, now: datetime) -> bytes:
    """The paper as a Word file; `now` is the date in its properties."""
    return _Writer(official, now).written()


class _Writer:
    def __init__(self, official: Official, now: datetime) -> None:
        self.of, self.now = official, now
        self.paper: Any = Document()
        about = self.paper.core_properties
        about.title, about.author, about.comments = official.title.replace("\n", ""), official.issuer, ""
        about.created = about.modified = now.replace(tzinfo=None)
        normal = self.paper.styles["Normal"]
        normal.font.size = Pt(16)
        facing(normal, FANG)
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.line_spacing = PITCH
        normal.paragraph_format.widow_control = False
        self.paper.settings.odd_and_even_pages_header_footer = official.layout != "certificate"
        self.side = False
        self.page(self.paper.sections[0], self.lies)

    @property
    def lies(self) -> bool:
        """Whether its first page lies on its side."""
        tables = (block for block in self.of.body if isinstance(block, Table))
        return self.of.layout == "certificate" or (self.of.layout == "form" and any(each.landscape for each in tables))

    @property
    def day(self) -> str:
        """The date, or its blank."""
        return written_day(self.of.dated) if self.of.dated else "　　　　年　月　日"

    def written(self) -> bytes:
        of = self.of
        if of.layout == "document":
            self.red_head()
        elif of.layout == "letter":
            self.letter_head()
        for said in broken(of.title).split("\n"):
            size = 44 if of.layout == "certificate" else 22
            colour = RED if of.layout == "certificate" else None
            self.line(said, face=BIAO, size=size, align=CENTER, height=Pt(size * 1.55), colour=colour)
        if of.layout != "form":
            self.line("")
        if of.to:
            self.line(of.to if of.to.endswith("：") or of.layout == "form" else f"{of.to}：")
        self.blocks(of.body, lying=self.lies)
        if of.layout != "form":
            self.enclosures()
        if of.layout != "form" or of.dated:
            self.signature()
        if of.layout == "certificate" and of.number:
            self.line(f"编号：{of.number}")
        for said in (of.contact, of.note):
            if said:
                self.line(f"（{said}）", indent=2)
        if of.layout != "certificate":
            self.annexes()
        self.imprint()
        made = io.BytesIO()
        self.paper.save(made)
        return made.getvalue()

    # ── pages ──

    def page(self, section: Any, lying: bool) -> None:
        wide, high = (297, 210) if lying else (210, 297)
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(wide), Mm(high)
        framed = self.of.layout == "certificate"
        top, right, bottom, left = FRAMED if framed else SIDEWAYS if lying else UPRIGHT
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.header_distance, section.footer_distance = Mm(11), Mm(max(bottom - 7 - 5, 8))
        grid_of(section, lines=22 if not lying else None)
        self.side = lying
        if len(self.paper.sections) > 1:
            return
        section.different_first_page_header_footer = self.of.layout == "letter"
        for header in (section.header, section.even_page_header, section.first_page_header):
            self.head(header)
        if self.of.layout != "certificate":
            self.foot(section.footer, RIGHT)
            self.foot(section.even_page_footer, LEFT)

    def head(self, header: Any) -> None:
        told = ["草稿"] if self.of.draft else []
        told += ["演示文稿，内容虚构，不具效力"] if self.of.invented else []
        run(header.paragraphs[0], "　".join(told), HEI, 12, GREY)

    def foot(self, footer: Any, align: Any) -> None:
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        if align == LEFT:
            paragraph.paragraph_format.left_indent = Pt(14)
        else:
            paragraph.paragraph_format.right_indent = Pt(14)
        run(paragraph, "— ", SONG, 14)
        field(paragraph, "PAGE", "1", SONG, 14)
        run(paragraph, " —", SONG, 14)

    def turn(self, lying: bool) -> None:
        self.page(self.paper.add_section(WD_SECTION.NEW_PAGE), lying)

    # ── parts ──

    def line(
        self,
        said: str,
        *,
        face: str = FANG,
        size: float = 16,
        align: Any = LEFT,
        indent: int = 0,
        hanging: int = 0,
        height: Any = PITCH,
        colour: RGBColor | None = None,
    ) -> Any:
        paragraph = self.paper.add_paragraph()
        about = paragraph.paragraph_format
        paragraph.alignment, about.line_spacing = align, height
        about.left_indent = CHARACTER * (indent + hanging) if hanging else None
        about.first_line_indent = -CHARACTER * hanging if hanging else CHARACTER * indent or None
        if said:
            run(paragraph, said, face, size, colour)
        return paragraph

    def red_head(self) -> None:
        mark = self.of.extra.get("mark", f"{self.of.issuer}文件")
        size = min(44.0, int(0.97 * 442 / len(mark)))
        first = self.line(mark, face=BIAO, size=size, align=CENTER, height=Pt(size * 1.2), colour=RED)
        first.paragraph_format.space_before = Mm(35)
        self.line("")
        self.line("")
        number = self.line(written_number(self.of, self.now), align=CENTER)
        if upward := self.of.extra.get("signed_by"):
            number.alignment = LEFT
            number.paragraph_format.left_indent = CHARACTER
            run(number, f"\t签发人：{upward}", FANG, 16)
            number.paragraph_format.tab_stops.add_tab_stop(CHARACTER * 27, WD_ALIGN_PARAGRAPH.RIGHT)
        border(number, "bottom", points=1.5, gap=11, colour="D7000F")
        self.line("")
        self.line("")

    def letter_head(self) -> None:
        mark = self.of.extra.get("mark", self.of.issuer)
        size = min(40.0, int(442 / len(mark)))
        first = self.line(mark, face=BIAO, size=size, align=CENTER, height=Pt(size * 1.1), colour=RED)
        first.paragraph_format.left_indent = first.paragraph_format.right_indent = -Mm(7)
        border(first, "bottom", points=3, gap=8, colour="D7000F", kind="thickThinSmallGap")
        self.line(written_number(self.of, self.now), align=RIGHT).paragraph_format.space_before = Pt(8)
        self.line("")
        self.line("")

    def blocks(self, all_of: tuple[Block, ...], *, lying: bool) -> None:
        """Runs of upright and of lying blocks; `lying` is the way the page they begin on stands."""
        for side, run_of in groupby(all_of, key=lambda each: lying or (isinstance(each, Table) and each.landscape)):
            if side != self.side:
                self.turn(side)
            for block in run_of:
                self.block(block)
        if self.side != lying:
            self.turn(lying)

    def block(self, block: Block) -> None:
        if isinstance(block, Table):
            if block.title:
                self.line(block.title, face=HEI, size=12, align=CENTER)
            table(self.paper, block, Mm(225) if self.side else Mm(156))
        elif isinstance(block, Heading):
            face = {1: HEI, 2: KAI}.get(block.level, FANG)
            self.line(block.text, face=face, indent=2).paragraph_format.keep_with_next = True
        else:
            for said in block.text.split("\n"):
                self.line(said, indent=0 if block.flush else 2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)

    def enclosures(self) -> None:
        if not self.of.annexes:
            return
        self.line("")
        several = len(self.of.annexes) > 1
        for n, annex in enumerate(self.of.annexes, start=1):
            lead = "附件：" if n == 1 else "　　　"
            number = f"{n}. " if several else ""
            self.line(f"{lead}{number}{annex.name}", indent=2, hanging=4 if several else 3)

    def signature(self) -> None:
        """The name two characters in from the right, the date begun two characters after it; the longer one decides."""
        name = self.of.signer or self.of.issuer
        wide = max(_width(name), _width(self.day) + 2)
        self.line("")
        for said, shift in ((name, 0.0), (self.day, 2.0)):
            paragraph = self.line(said)
            paragraph.paragraph_format.left_indent = int(CHARACTER * max(28 - 2 - wide + shift, 0))

    def annexes(self) -> None:
        several = len(self.of.annexes) > 1
        for n, annex in enumerate(self.of.annexes, start=1):
            self.turn(any(isinstance(each, Table) and each.landscape for each in annex.blocks))
            self.line(f"附件{n if several else ''}", face=HEI)
            self.line("")
            for said in broken(annex.name).split("\n"):
                self.line(said, face=BIAO, size=22, align=CENTER, height=Pt(34))
            self.line("")
            self.blocks(annex.blocks, lying=self.side)

    def imprint(self) -> None:
        of, ruled = self.of, self.of.layout == "document"
        if not (ruled or of.layout == "letter"):
            return
        if self.side and ruled:
            self.turn(False)
        rows = [f"公开方式：{of.openness}"] if of.openness else []
        rows += [f"抄送：{of.copies.rstrip('。')}。"] if of.copies else []
        if ruled:
            rows.append(f"{of.extra.get('printed_by', of.issuer)}\t{self.day}印发")
        for n, said in enumerate(rows):
            if n == 0:
                self.line("")
            paragraph = self.line(said, size=14)
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(151), WD_ALIGN_PARAGRAPH.RIGHT)
            if ruled:
                border(paragraph, "top", points=1 if n == 0 else 0.75, gap=1, colour="000000")
                if n == len(rows) - 1:
                    border(paragraph, "bottom", points=1, gap=1, colour="000000")


def _width(said: str) -> float:
    """How many characters wide a text is; digits and letters count half."""
    return sum(0.5 if sign.isascii() else 1 for sign in said)
