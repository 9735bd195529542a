"""What a bound set is made of, in one language and ready to print: texts, and nothing that is still to be computed."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.documents.book.mark import Mark


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first `words` columns are text, those after it figures; `title` stands above it.

    `widths` are shares of the width, one a column; without them every column is as wide as it needs. A `long` one
    (a list of firms) runs over pages in small type; `tall` is the least height of its rows in millimetres, for a form
    to be filled in by hand.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    title: str = ""
    widths: tuple[float, ...] = ()
    long: bool = False
    tall: int = 0
    codes: tuple[int, ...] = ()
    """Columns that hold digests or codes, set in a face of equal widths."""


@dataclass(frozen=True, slots=True)
class Item:
    """One field: what is asked on the left, what is answered on the right.

    `tag` marks what the system computed; `gap` says what is missing; `room` is blank height in millimetres to write in.
    """

    label: str
    unit: str = ""
    clause: str = ""
    definition: str = ""
    asks: str = ""
    lines: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    tag: str = ""
    gap: str = ""
    room: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the set: `banner` is the line that says what it is not (系统测算，不作为审核结论)."""

    title: str
    banner: str = ""
    notes: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    grids: tuple[Grid, ...] = ()
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: no seal is drawn and no number invented, their places are left open."""

    heading: str
    title: str
    lines: tuple[tuple[str, str], ...]
    foot: tuple[str, ...]
    document: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """The statement of truth with the places for seal, signature and date."""

    title: str
    text: tuple[str, ...]
    places: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The whole set. Without a `mark` it is a form to be filled in; `edition` is a word on every page's head."""

    language: str
    name: str
    cover: Cover
    chapters: tuple[Chapter, ...]
    pledge: Pledge | None = None
    mark: Mark | None = None
    edition: str = ""
