"""A report's table as Word keeps it: real cells, text on the left and figures on the right, its head on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length

from jiqun.documents.official.word_parts import HEI, LATIN, SONG
from jiqun.documents.report.parts import Table

_CELL = (
    '<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>{keep}'
    '<w:spacing w:before="30" w:after="30"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>'
    '<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}"/><w:sz w:val="{size}"/></w:rPr>'
    '<w:t xml:space="preserve">{said}</w:t></w:r></w:p></w:tc>'
)
SHORT = 14
"""A table of so many rows stands on one page: one row alone under its head cannot be read."""
_KEEP = "<w:keepNext/>"
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F1F1F1"/>'


def table(paper: Any, of: Table, whole: Length) -> None:
    """Adds the table, as wide as `whole`; its rows are written straight, since an annex is thousands of cells."""
    widths = [Length(int(whole * share / sum(of.shares))) for share in of.shares]
    made = paper.add_table(rows=0, cols=len(widths))
    made._tbl.tblStyle_val = "TableGrid"
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    held = len(of.rows) if len(of.rows) <= SHORT else 0
    made._tbl.append(_row(of, of.head, widths, head=True, keep=bool(held)))
    for number, row in enumerate(of.rows, start=1):
        made._tbl.append(_row(of, row, widths, head=False, keep=number < held))


def _row(of: Table, row: Sequence[str], widths: Sequence[Length], *, head: bool, keep: bool) -> Any:
    cells = "".join(
        _CELL.format(
            width=width.twips,
            keep=_KEEP if keep else "",
            shade=_SHADE if head else "",
            align="center" if head else "left" if place < of.words else "right",
            latin=LATIN,
            east=HEI if head else SONG,
            size=16 if of.long else 20,
            said=escape("".join(sign for sign in said if sign >= " ")),
        )
        for place, (said, width) in enumerate(zip(row, widths, strict=True))
    )
    about = '<w:tblHeader w:val="true"/>' if head else ""
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{about}</w:trPr>{cells}</w:tr>")
