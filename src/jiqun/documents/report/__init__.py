"""A report of several chapters (评估报告): one structure of text, tables and pictures, set as PDF and written as DOCX.

The room knows chapters, columns and tiles; what is reported, and where a number comes from, comes with the data.
"""

from __future__ import annotations

from datetime import datetime

from jiqun.documents.report.charts import Column, Tile, columns, tiles
from jiqun.documents.report.parts import Chapter, Cover, Picture, Prose, Report, Table
from jiqun.documents.report.pdf import pdf, pictures

__all__ = [
    "Chapter",
    "Column",
    "Cover",
    "Picture",
    "Prose",
    "Report",
    "Table",
    "Tile",
    "columns",
    "docx",
    "pdf",
    "pictures",
    "tiles",
]


def docx(report: Report, *, now: datetime) -> bytes:
    """The report as a Word file; `now` is the date in its properties. Raises `DocumentError`."""
    from jiqun.documents.report import word  # what writes Word takes 20 MB, and few processes do

    return word.docx(report, now=now)
