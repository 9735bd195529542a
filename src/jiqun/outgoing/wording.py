"""A paper's text as a person writes it, and what differs between two wordings. Pure over plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from jiqun.bilingual import Text
from jiqun.documents.official import Block, Heading, Official, Para, Table

_LEVELS = (re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"（[一二三四五六七八九十]+）"))
_TABLE = re.compile(r"〔表\s*(\d+)〕")
_LONGEST_HEADING = 40
_WORDS = re.compile(r"[A-Za-z0-9.,%〔〕-]+|\s+|.", re.DOTALL)


class Unreadable(ValueError):
    """A text whose tables are not all there; `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


def lines(body: Sequence[Block]) -> str:
    """The text to be changed: a paragraph a line, a table as its place."""
    found, tables = [], 0
    for block in body:
        if isinstance(block, Table):
            tables += 1
            found.append(place(tables))
        else:
            found.append(block.text)
    return "\n".join(found)


def place(number: int) -> str:
    """What stands for a table in a text that is changed."""
    return f"〔表 {number}〕"


def blocks(text: str, before: Sequence[Block]) -> tuple[Block, ...]:
    """The changed text as blocks. A line that stood there before stays what it was; a new one is a heading when it
    reads like one. Raises `Unreadable` unless every table of before stands once."""
    tables = [block for block in before if isinstance(block, Table)]
    known: dict[str, Block] = {block.text: block for block in before if not isinstance(block, Table)}
    found: list[Block] = []
    seen: list[int] = []
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            continue
        if (table := _TABLE.fullmatch(line)) is not None:
            seen.append(int(table[1]))
            if 1 <= seen[-1] <= len(tables):
                found.append(tables[seen[-1] - 1])
        else:
            found.append(known.get(line) or read(line))
    wanted = list(range(1, len(tables) + 1))
    if sorted(seen) != wanted:
        named = "、".join(place(n) for n in wanted) or "无"
        raise Unreadable(
            Text(
                f"正文中的数据表应各出现一次（{named}），不能删去、重复或新增；数据有误的，请改数据后“按最新数据重拟”。",
                f"Each table stands once ({named}); a wrong figure is mended where it comes from, then the paper is "
                "composed anew.",
            )
        )
    return tuple(found)


def read(line: str) -> Block:
    """A new line: a heading when it is short, numbered like one and no sentence."""
    if len(line) <= _LONGEST_HEADING and line[-1] not in "。；：，":
        for level, numbered in enumerate(_LEVELS, start=1):
            if numbered.match(line):
                return Heading(line, level)
    return Para(line)


def told(official: Official) -> str:
    """All the words of a paper in the order they stand, for holding two wordings side by side."""
    parts = [official.title, official.to, lines(official.body)]
    parts += [f"{name}：{value}" for name, value in (("抄送", official.copies), ("附注", official.note)) if value]
    if official.contact:
        parts.append(official.contact)
    for annex in official.annexes:
        parts += [f"附件：{annex.name}", *(_cells(block) for block in annex.blocks)]
    return "\n".join(part for part in parts if part)


def _cells(block: Block) -> str:
    if not isinstance(block, Table):
        return block.text
    return "\n".join(" ".join(row) for row in ((block.title,), block.head, *block.rows) if any(row))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: `how` is same, out or in."""

    how: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """What became of a text, word by word (a Chinese character is a word); joined, `same` and `in` give the text after,
    `same` and `out` the one before."""
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece("same", "".join(was[a:b])))
            continue
        if b > a:
            found.append(Piece("out", "".join(was[a:b])))
        if d > c:
            found.append(Piece("in", "".join(now[c:d])))
    return found
