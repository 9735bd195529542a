"""Official papers in the layouts of GB/T 9704-2012: what stands on one, set as PDF/A and written as DOCX."""

from __future__ import annotations

from datetime import datetime

from jiqun.documents.official.model import (
    BLANK_NUMBER,
    LAYOUTS,
    Annex,
    Block,
    Heading,
    Official,
    Para,
    Table,
    from_plain,
    plain,
)
from jiqun.documents.official.pdf import pdf, pictures, written_day
from jiqun.documents.official.sentences import sentence

__all__ = [
    "BLANK_NUMBER",
    "LAYOUTS",
    "Annex",
    "Block",
    "Heading",
    "Official",
    "Para",
    "Table",
    "docx",
    "from_plain",
    "pdf",
    "pictures",
    "plain",
    "sentence",
    "written_day",
]


def docx(official: Official, *, now: datetime) -> bytes:
    """The paper as a Word file; `now` is the date in its properties."""
    from jiqun.documents.official import word  # what writes Word takes 20 MB, and few processes do

    return word.docx(official, now=now)
