"""Official papers in the layouts of GB/T 9704-2012: what stands on one, set as PDF/A and written as DOCX."""

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
from jiqun.documents.official.word import docx

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
