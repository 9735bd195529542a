"""A table to be printed, signed and put on file: title, lines of introduction, one table, signatures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from jiqun.documents.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed, in Chinese. `widths` are shares of the table's width, one a column.

    `head` are pairs of a label and a value above the table; a row of one cell is a heading within the table.
    """

    title: str
    subtitle: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    signatures: tuple[str, ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    foot: str = ""
    landscape: bool = False


def pdf(sheet: Sheet, *, now: datetime) -> bytes:
    """The sheet as PDF/A; the same arguments give the same bytes. Raises `DocumentError`."""
    return typeset("sheet", {**asdict(sheet), "words": {}, "lang": "zh"}, now=now)
