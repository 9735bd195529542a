"""The text a notice begins from (公示范本): data with a revision, the product's own proposal until the province takes
its own over.

A file `data/<stem>.N.txt` (`public_notice`, `renewal_notice`) has three parts between lines of ====: where it comes
from, the title, the body with its places in braces. What an officer changed is shown against what the template said.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jiqun.bilingual import Text
from jiqun.notices.models import NoticeTemplate

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Wording:
    """One revision of the text: `source` says whose it is."""

    revision: int
    source: str
    title: str
    body: str

    def filled(self, values: Mapping[str, object]) -> dict[str, Any]:
        """With its places filled in, as a notice keeps it: {"revision", "title", "body"}."""
        title, body = (text.format_map(values) for text in (self.title, self.body))
        return {"revision": self.revision, "title": title, "body": body}


def current(stem: str = "public_notice") -> Wording:
    """The text in force of a kind of list: the province's latest, otherwise the one shipped. One query.

    Raises `ValueError` where there is none.
    """
    own = NoticeTemplate.objects.in_force(stem)
    return shipped(stem) if own is None else Wording(own.number or 0, own.origin, own.title, own.body)


def before(stem: str, number: int | None) -> Wording:
    """The text a proposal is held against: the one in force, or for one taken over the revision before it."""
    if number is None:
        return current(stem)
    own = NoticeTemplate.objects.filter(stem=stem, number__lt=number).order_by("-number").first()
    return shipped(stem) if own is None else Wording(own.number or 0, own.origin, own.title, own.body)


@cache
def shipped(stem: str) -> Wording:
    """The latest revision the product ships. Raises `ValueError` where there is none."""
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
