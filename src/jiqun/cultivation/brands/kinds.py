"""The kinds of brand that are registered, as data: whether one has a number and an end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

FILE = Path(__file__).parents[1] / "data" / "brand_kinds.csv"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `numbered`: it has a registration number; `ends`: it runs out unless renewed (商标法 39: ten years)."""

    slug: str
    title: Text
    numbered: bool
    ends: bool


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by slug."""
    return {
        row["slug"]: Kind(row["slug"], Text(row["zh"], row["en"]), row["numbered"] == "yes", row["ends"] == "yes")
        for row in tables.read(FILE)
    }
