"""What an expert states before seeing a case (Article 14(三)): texts as data, by revision, with their digests.

A text is never changed: a new wording is a new line with the next revision, and what was stated stays checkable.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jiqun.bilingual import Text
from jiqun.journal.canonical import canonical, digests

TITLES = {
    "conflict": Text("回避声明", "Statement of no conflict"),
    "confidentiality": Text("保密承诺", "Undertaking of secrecy"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One text in force: its kind (a key of `TITLES`), revision and words."""

    kind: str
    revision: int
    text: Text

    @property
    def title(self) -> Text:
        """What it is called."""
        return TITLES[self.kind]

    @property
    def sha256(self) -> str:
        """Digest of the kind, the revision and the words."""
        plain = {"kind": self.kind, "revision": self.revision, "zh": self.text.zh, "en": self.text.en}
        return digests(canonical(plain)).sha256


@lru_cache(maxsize=1)
def everything() -> tuple[Statement, ...]:
    """All revisions, in the file's order."""
    shipped = files("jiqun.review").joinpath("data/statements.csv").read_text(encoding="utf-8-sig")
    return tuple(
        Statement(row["kind"], int(row["revision"]), Text(row["zh"], row["en"]))
        for row in csv.DictReader(shipped.splitlines())
    )


def in_force() -> dict[str, Statement]:
    """The latest revision of each kind."""
    return {each.kind: each for each in sorted(everything(), key=lambda each: each.revision)}


def signed(at: datetime) -> dict[str, Any]:
    """What is kept of stating both: by kind the revision and the digest of the text that was shown, and when."""
    return {
        each.kind: {"revision": each.revision, "sha256": each.sha256, "at": at.isoformat()}
        for each in in_force().values()
    }


def stated(kept: dict[str, Any]) -> list[tuple[Statement, str]]:
    """What was stated with which words, and when; a text that no longer agrees with its digest is left out."""
    known = {(each.kind, each.revision): each for each in everything()}
    found = [(known.get((kind, said["revision"])), said) for kind, said in kept.items()]
    return [(each, said["at"]) for each, said in found if each is not None and each.sha256 == said["sha256"]]
