"""What a typical case is about: the six fields of experience that Article 11 names, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

FILE = Path(__file__).parents[1] / "data" / "case_themes.csv"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; `words` stand in the text of Article 11."""

    slug: str
    title: Text
    words: str


@cache
def themes() -> dict[str, Theme]:
    """The themes by slug, in the order of the text."""
    rows = tables.read(FILE)
    return {row["slug"]: Theme(row["slug"], Text(row["zh"], row["en"]), row["words"]) for row in rows}
