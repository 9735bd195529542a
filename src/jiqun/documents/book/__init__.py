"""A bound set of papers (成册): one structure, set as PDF by typst and written as DOCX for editing.

The room knows covers, chapters and tables; whose application it is and what its fields are called come with the data.
"""

from __future__ import annotations

from datetime import datetime

from jiqun.documents.book.mark import Mark, code_of, normal, payload, read_payload
from jiqun.documents.book.parts import Book, Chapter, Cover, Grid, Item, Pledge
from jiqun.documents.book.pdf import pdf, pictures

__all__ = [
    "Book",
    "Chapter",
    "Cover",
    "Grid",
    "Item",
    "Mark",
    "Pledge",
    "code_of",
    "docx",
    "normal",
    "payload",
    "pdf",
    "pictures",
    "read_payload",
]


def docx(book: Book, *, now: datetime) -> bytes:
    """The set as a Word file; `now` is the date in its properties."""
    from jiqun.documents.book import word  # what writes Word takes 20 MB, and few processes do

    return word.docx(book, now=now)
