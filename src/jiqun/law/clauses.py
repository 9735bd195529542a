"""The official text of a measure as an ordered tree: chapters, articles, items.

In `text.md` a line `<a id="A13.2"></a>` stands before each clause: `C3` a chapter, `A13` an article, `A13.2` an item.
Without these lines and the blank ones the file is the official text, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_ANCHOR = re.compile(r'<a id="(?P<anchor>C\d+|A\d+(?:\.\d+)?)"></a>')


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its anchor, `kind` (chapter, article, item), its own text without that of its children."""

    anchor: str
    kind: str
    text: str
    children: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """The clause and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(text: str) -> tuple[Clause, ...]:
    """The chapters of a `text.md`, with their articles and items."""
    flat = list(_flat(text))
    return _nest(flat, ("chapter", "article", "item"))


def official(text: str) -> str:
    """A `text.md` without anchors and blank lines: the official text."""
    return "".join(f"{line}\n" for line in text.splitlines() if line and not _ANCHOR.fullmatch(line))


def _flat(text: str) -> Iterator[Clause]:
    lines = text.splitlines()
    for anchor_line, line in pairwise(lines):
        if match := _ANCHOR.fullmatch(anchor_line):
            anchor = match["anchor"]
            kind = "chapter" if anchor[0] == "C" else "item" if "." in anchor else "article"
            yield Clause(anchor, kind, line)


def _nest(clauses: list[Clause], kinds: tuple[str, ...]) -> tuple[Clause, ...]:
    nested: list[Clause] = []
    starts = [i for i, clause in enumerate(clauses) if clause.kind == kinds[0]]
    for start, end in pairwise([*starts, len(clauses)]):
        head = clauses[start]
        children = _nest(clauses[start + 1 : end], kinds[1:]) if len(kinds) > 1 else ()
        nested.append(Clause(head.anchor, head.kind, head.text, children))
    return tuple(nested)
