"""The text a notice begins from: data with a revision, the product's own proposal, replaceable by the office's.

A file `data/<stem>.N.txt` (`public_notice`, `renewal_notice`) has three parts between lines of ====: where it comes
from, the title, the body with its places in braces. What an officer changed is shown against what the template said.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Wording:
    """One revision of the text: `source` says whose it is."""

    revision: int
    source: str
    title: str
    body: str


@cache
def current(stem: str = "public_notice") -> Wording:
    """The latest revision of the text of a kind of list. Raises `ValueError` where there is none."""
    revision = max(int(path.name.split(".")[1]) for path in FOLDER.glob(f"{stem}.*.txt"))
    source, title, body = (FOLDER / f"{stem}.{revision}.txt").read_text("utf-8").split("====\n")
    return Wording(revision, source.strip(), title.strip(), body.strip())


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a text against its template: `kind` is same, gone or new."""

    kind: str
    text: str


def differences(before: str, after: str) -> tuple[Change, ...]:
    """What was changed, sign by sign within the lines that differ; nothing when both say the same."""
    first, second = (text.replace("\r\n", "\n").strip() for text in (before, after))
    if first == second:
        return ()
    found: list[Change] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", first[a:b]))
            continue
        if b > a:
            found.append(Change("gone", first[a:b]))
        if d > c:
            found.append(Change("new", second[c:d]))
    return tuple(found)


def summary(before: str, after: str, revision: int) -> Text | None:
    """How much was changed, in a sentence; `None` when nothing was."""
    changed = sum(1 for each in differences(before, after) if each.kind != "same")
    if not changed:
        return None
    return Text(
        f"正文与示范文本（第 {revision} 版）有 {changed} 处不同，请核对。",
        f"The text differs from the template (revision {revision}) in {changed} places; please look at them.",
    )
