"""What a Word file is made of below its paragraphs: faces, borders, fields, the grid of a page, tables."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor

from jiqun.documents.official.model import Table

FANG, SONG, HEI, KAI, BIAO = "仿宋_GB2312", "宋体", "黑体", "楷体_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
LINE_PITCH, CHARACTER_SPACE = 579, -849
"""28.99 pt in twips; 15.79 pt a character, as the difference from 16 pt in 4096ths of a point."""
_EIGHTHS = 8


def facing(styled: Any, east: str) -> None:
    """Chinese characters in one face, all others in Times: Word keeps the two apart."""
    styled.font.name = LATIN
    element = getattr(styled, "element", None)
    fonts = (element if element is not None else styled._r).get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), east)


def run(paragraph: Any, said: str, face: str, size: float, colour: RGBColor | None = None) -> Any:
    """A run of text; without the control characters that XML cannot hold. Size in points."""
    made = paragraph.add_run("".join(sign for sign in said if sign in "\t\n" or sign >= " "))
    made.font.size = Pt(size)
    facing(made, face)
    if colour is not None:
        made.font.color.rgb = colour
    return made


def field(paragraph: Any, instruction: str, shown: str, face: str, size: float) -> None:
    """A field that Word fills in, such as the page number; `shown` stands until it does."""
    made = run(paragraph, "", face, size)
    for kind in ("begin", "instr", "separate", "text", "end"):
        if kind in ("instr", "text"):
            part = OxmlElement("w:instrText" if kind == "instr" else "w:t")
            part.set(qn("xml:space"), "preserve")
            part.text = instruction if kind == "instr" else shown
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        made._r.append(part)


def border(paragraph: Any, edge: str, *, points: float, gap: int, colour: str, kind: str = "single") -> None:
    """A rule along a paragraph: width and distance from the text in points."""
    about = paragraph._p.get_or_add_pPr()
    borders = about.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        about.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    rule = OxmlElement(f"w:{edge}")
    for name, value in (("val", kind), ("sz", round(points * _EIGHTHS)), ("space", gap), ("color", colour)):
        rule.set(qn(f"w:{name}"), str(value))
    borders.append(rule)


def grid_of(section: Any, *, lines: int | None) -> None:
    """The grid of 22 lines of 28 characters; a page that lies on its side has none (`lines=None`)."""
    about = section._sectPr
    for old in about.findall(qn("w:docGrid")):
        about.remove(old)
    if lines is None:
        return
    grid = OxmlElement("w:docGrid")
    for name, value in (("type", "linesAndChars"), ("linePitch", LINE_PITCH), ("charSpace", CHARACTER_SPACE)):
        grid.set(qn(f"w:{name}"), str(value))
    about.append(grid)


def table(into: Any, of: Table, whole: Length) -> None:
    """A table with rules, as wide as the type area; its head is repeated on every page."""
    count = max([len(of.head), *(len(row) for row in of.rows), 1])
    shares = of.widths if len(of.widths) == count else (1,) * count
    rows = [*([of.head] if of.head else []), *of.rows]
    made = into.add_table(rows=len(rows), cols=count, style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    size = 9.0 if count > 7 else 10.5
    for n, row in enumerate(rows):
        head = n == 0 and bool(of.head)
        line = made.rows[n]
        if head:
            line._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, said, share in zip(line.cells, (*row, *[""] * (count - len(row))), shares, strict=True):
            cell.width = int(whole * share / sum(shares))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.1
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if head else WD_ALIGN_PARAGRAPH.LEFT
            run(paragraph, said, HEI if head else SONG, size)
