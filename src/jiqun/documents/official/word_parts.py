"""What a Word file is made of below its paragraphs: faces, borders, fields, the grid of a page, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Pt, RGBColor

from jiqun.documents.official.model import Table

FANG, SONG, HEI, KAI, BIAO = "仿宋_GB2312", "宋体", "黑体", "楷体_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
LINE_PITCH, CHARACTER_SPACE = 579, -849
"""28.99 pt in twips; 15.79 pt a character, as the difference from 16 pt in 4096ths of a point."""
_EIGHTHS = 8
_CELL = (
    '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
    '<w:spacing w:before="40" w:after="40" w:line="264" w:lineRule="auto"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>'
    '<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}"/><w:sz w:val="{size}"/></w:rPr>'
    '<w:t xml:space="preserve">{said}</w:t></w:r></w:p></w:tc>'
)


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
    made = paragraph.add_run(_printable(said))
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
    """A table with rules, as wide as the type area; its head is repeated on every page.

    Its rows are written straight: a list of a few hundred firms is thousands of cells.
    """
    count = max([len(of.head), *(len(row) for row in of.rows), 1])
    shares = of.widths if len(of.widths) == count else (1,) * count
    widths = [Length(int(whole * share / sum(shares))) for share in shares]
    made = into.add_table(rows=0, cols=count, style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    size = 18 if count > 7 else 21  # half points
    if of.head:
        made._tbl.append(_row(of.head, widths, size, head=True))
    for row in of.rows:
        made._tbl.append(_row(row, widths, size, head=False))


def _row(row: Sequence[str], widths: Sequence[Length], size: int, *, head: bool) -> Any:
    said = (*row, *[""] * (len(widths) - len(row)))
    cells = "".join(
        _CELL.format(
            width=width.twips,
            align="center" if head else "left",
            latin=LATIN,
            east=HEI if head else SONG,
            size=size,
            said='</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in _printable(text).split("\n")),
        )
        for text, width in zip(said, widths, strict=True)
    )
    about = '<w:tblHeader w:val="true"/>' if head else ""
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{about}</w:trPr>{cells}</w:tr>")


def _printable(said: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in said if sign in "\t\n" or sign >= " ")
