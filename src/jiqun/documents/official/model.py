"""What stands on an official paper (公文), element by element, under the names of GB/T 9704-2012, chapter 7.

Only what is said is here; where it stands and how large it is set belongs to the layout. The product never draws a
seal and never makes up a document number: both stay blank until the office gives them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

LAYOUTS = ("document", "letter", "notice", "form", "certificate")
"""document: 文件格式; letter: 信函格式 (10.1); notice: 公示, without a number; form: 表格; certificate: 证书."""

BLANK_NUMBER = "〔{year}〕  号"
"""A number the office has not yet given: its year, its place, nothing made up."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph, its first line two characters in unless `flush` (the addressee's reply, a list within a form)."""

    text: str
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the text: level 1 一、(黑体) to level 3 1. (仿宋); the number is part of `text`."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: head and rows of plain text; `widths` are parts of the line, equal when empty; `landscape` turns its
    page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    widths: tuple[int, ...] = ()
    landscape: bool = False


Block = Para | Heading | Table
_BLOCKS: dict[str, type[Block]] = {"para": Para, "heading": Heading, "table": Table}


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its name as the text lists it (附件：1. …), and what stands on its own page."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """One paper.

    `issuer` is the name of the authority as it signs and as its mark is made of; `number` the document number
    (发文字号) as the office gave it, empty until then (a layout with numbers leaves `〔年〕  号`); `dated` the date of
    signature, empty until then. `openness` is 公开方式 as printed (主动公开 …); `copies` 抄送; `note` 附注; `contact`
    who answers questions; `draft` prints 草稿; `invented` says that the paper is of a demonstration.
    """

    layout: str
    issuer: str
    title: str
    body: tuple[Block, ...]
    to: str = ""
    number: str = ""
    annexes: tuple[Annex, ...] = ()
    signer: str = ""
    dated: date | None = None
    openness: str = ""
    copies: str = ""
    note: str = ""
    contact: str = ""
    draft: bool = True
    invented: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.layout not in LAYOUTS:
            raise ValueError(f"no layout {self.layout!r}")


def plain(official: Official) -> dict[str, Any]:
    """The paper as JSON holds it; `from_plain` reads it back, equal."""
    kept = asdict(official)
    kept["dated"] = official.dated.isoformat() if official.dated else None
    kept["body"] = [_plain_block(block) for block in official.body]
    kept["annexes"] = [
        {"name": annex.name, "blocks": [_plain_block(block) for block in annex.blocks]} for annex in official.annexes
    ]
    kept["extra"] = dict(official.extra)
    return kept


def from_plain(kept: Mapping[str, Any]) -> Official:
    """The paper that was kept. Raises `KeyError` and `ValueError` for anything else."""
    told = dict(kept)
    told["dated"] = date.fromisoformat(told["dated"]) if told["dated"] else None
    told["body"] = tuple(_block(each) for each in told["body"])
    told["annexes"] = tuple(Annex(each["name"], tuple(_block(b) for b in each["blocks"])) for each in told["annexes"])
    return Official(**told)


def _plain_block(block: Block) -> dict[str, Any]:
    kind = next(name for name, type_ in _BLOCKS.items() if isinstance(block, type_))
    return {"kind": kind, **asdict(block)}


def _block(kept: Mapping[str, Any]) -> Block:
    told = dict(kept)
    kind = _BLOCKS[told.pop("kind")]
    if kind is Table:
        told["head"], told["widths"] = tuple(told["head"]), tuple(told["widths"])
        told["rows"] = tuple(tuple(row) for row in told["rows"])
    return kind(**told)
