"""A bound set as PDF/A: typst sets what the structure holds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from jiqun.bilingual import speaking
from jiqun.documents.book.parts import Book
from jiqun.documents.book.words import labels
from jiqun.documents.typesetting import pages, typeset

_LAYOUT = "book"


def pdf(book: Book, *, now: datetime) -> bytes:
    """The set as PDF/A-2b; the same book and moment give the same bytes. Raises `DocumentError`."""
    return typeset(_LAYOUT, filled(book), now=now)


def pictures(book: Book, *, now: datetime, ppi: float = 80) -> list[bytes]:
    """The same pages as pictures (PNG). Raises as `pdf`."""
    return pages(_LAYOUT, filled(book), now=now, ppi=ppi)


def filled(book: Book) -> dict[str, Any]:
    """All that the layout prints, as JSON can hold it."""
    with speaking(book.language):
        words = labels()
    mark = book.mark and {"number": book.mark.number, "code": book.mark.code, "qr": book.mark.svg}
    return {**asdict(book), "lang": book.language, "mark": mark, "words": words}
