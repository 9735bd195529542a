"""The text of a measure as an ordered tree: chapters, articles, items, and annexes with their items.

In `text.md` a line `<a id="A13.2"></a>` stands before each clause: `C3` a chapter, `A13` an article, `A13.2` an item,
`F1` an annex, `F1.2` an item of it. Without these lines and the blank ones the file is the text, character by
character. A measure without chapters has its articles at the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from jiqun.bilingual import Text

_ANCHOR = re.compile(r'<a id="(?P<anchor>[^"]*)"></a>')
_KNOWN = re.compile(r"C\d+|[AF]\d+(\.\d+)?")
_LEVELS = {"chapter": 0, "annex": 0, "article": 1, "item": 2}
_HEADS = (
    (re.compile(r"第[一二三四五六七八九十]+章"), "C", Text("章", "chapter")),
    (re.compile(r"第[一二三四五六七八九十]+条"), "A", Text("条", "article")),
    (re.compile(r"（[一二三四五六七八九十]+）"), ".", Text("项", "item")),
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its anchor, `kind` (chapter, annex, article, item), its own text without that of its children."""

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
    """The clauses of a `text.md` that stand under no other, with those below them."""
    return _nest([clause for _, clause in _flat(text)])


def official(text: str) -> str:
    """A `text.md` without anchors and blank lines: the text as published."""
    return "".join(f"{line}\n" for line in text.splitlines() if line and not _ANCHOR.fullmatch(line))


def problems(text: str, name: str) -> Iterator[Text]:
    """What is wrong with the anchors of a text, each with its line and what to do."""
    seen: dict[str, int] = {}
    article = ""
    for number, clause in _flat(text):
        at, anchor = f"{name}:{number}", clause.anchor
        if not _KNOWN.fullmatch(anchor):
            yield Text(
                f"{at}: 锚点 {anchor} 不对，应为 C3（章）、A13（条）、A13.2（项）、F1（附件）",
                f"{at}: the anchor {anchor} should be like C3 (chapter), A13 (article), A13.2 (item), F1 (annex)",
            )
            continue
        if anchor in seen:
            yield Text(
                f"{at}: 锚点 {anchor} 已用于第 {seen[anchor]} 行，请改正",
                f"{at}: the anchor {anchor} stands on line {seen[anchor]} already; correct one of them",
            )
        seen[anchor] = number
        if not clause.text:
            yield Text(f"{at}: 锚点 {anchor} 之后没有条文", f"{at}: no text follows the anchor {anchor}")
        if "." not in anchor:
            article = anchor
        elif not anchor.startswith(f"{article}."):
            yield Text(
                f"{at}: {anchor} 不在其所属条款之下，请核对编号",
                f"{at}: {anchor} does not stand under its article; check the number",
            )
    yield from _unanchored(text, name)


def _unanchored(text: str, name: str) -> Iterator[Text]:
    """Lines that begin as a chapter, an article or an item does, but have no anchor."""
    for number, (before, line) in enumerate(pairwise(("", *text.splitlines())), 1):
        for head, mark, kind in _HEADS:
            if (found := head.match(line)) and not _ANCHOR.fullmatch(before):
                like = "A13.2" if mark == "." else f"{mark}3"
                yield Text(
                    f'{name}:{number}: {kind.zh}“{found.group()}”之前没有锚点，请加一行 <a id="{like}"></a>',
                    f'{name}:{number}: the {kind.en} {found.group()} has no anchor; add a line <a id="{like}"></a>',
                )


def _flat(text: str) -> Iterator[tuple[int, Clause]]:
    """Every anchored line as a clause without children, with the number of the anchor's line."""
    lines = text.splitlines()
    for number, (anchor_line, line) in enumerate(pairwise((*lines, "")), 1):
        if match := _ANCHOR.fullmatch(anchor_line):
            anchor = match["anchor"]
            kind = {"C": "chapter", "F": "annex"}.get(anchor[:1], "article") if "." not in anchor else "item"
            yield number, Clause(anchor, kind, line)


def _nest(flat: list[Clause]) -> tuple[Clause, ...]:
    """The clauses of the highest level among `flat` that come first, each with what follows it as children."""
    nested: list[Clause] = []
    while flat:
        head = flat[0]
        end = next((n for n, other in enumerate(flat) if n and _LEVELS[other.kind] <= _LEVELS[head.kind]), len(flat))
        nested.append(replace(head, children=_nest(flat[1:end])))
        flat = flat[end:]
    return tuple(nested)
