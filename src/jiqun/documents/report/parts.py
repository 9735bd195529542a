"""What a report is made of, in one language and ready to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; a `small` one is a note below a table or a picture."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first `words` columns are text, those after it figures. `widths` are shares of the line, one a
    column; without them text columns are wider than figures. A `long` one is set in small type and runs over pages."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    words: int = 1
    widths: tuple[float, ...] = ()
    long: bool = False

    @property
    def shares(self) -> tuple[float, ...]:
        """How the columns share the line."""
        return self.widths or tuple(1.7 if n < self.words else 1.0 for n in range(len(self.head)))


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (SVG) under its title, `width` millimetres wide; `said` is what it shows in words."""

    svg: str
    title: str
    said: str
    width: int = 150


Block = Prose | Table | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter under a numbered heading; an `annex` begins on a page of its own."""

    title: str
    blocks: tuple[Block, ...]
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: who reports on what, and what is left to be signed and dated by hand. No seal is drawn.

    The title may be of several lines.
    """

    title: str
    subtitle: str
    lines: tuple[tuple[str, str], ...]
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `edition` stands at the head of every page; `draft` says that it is not issued."""

    language: str
    name: str
    cover: Cover
    chapters: tuple[Chapter, ...]
    edition: str = ""
    draft: bool = False
