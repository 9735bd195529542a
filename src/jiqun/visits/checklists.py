"""The questions asked at a firm, as data in revisions. The shipped ones are the product's own proposal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.law.citation import citing
from jiqun.standards import tables

ITEMS = Path(__file__).parent / "data" / "checklists.csv"
ORIGIN = citing(
    "本产品据{A13}、{A16}、{A17}自拟，可由主管部门替换",
    "The product's own proposal from {A13}, {A16}, {A17}; may be replaced",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One question, answered yes, no or not seen, with a note; `clause` is what it serves."""

    id: str
    clause: str
    text: Text
    help: Text


@dataclass(frozen=True, slots=True)
class Checklist:
    """One revision (`site_check/1`); never changed, another one takes its place."""

    name: str
    items: tuple[Item, ...]


@cache
def checklists() -> dict[str, Checklist]:
    """Every revision by its name."""
    found: dict[str, list[Item]] = {}
    for row in tables.read(ITEMS):
        item = Item(row["id"], row["clause"], Text(row["zh"], row["en"]), Text(row["help_zh"], row["help_en"]))
        found.setdefault(f"{row['checklist']}/{row['revision']}", []).append(item)
    return {name: Checklist(name, tuple(items)) for name, items in found.items()}


def latest(checklist: str) -> Checklist:
    """The latest revision of a checklist. Raises `ValueError` for one that is not there."""
    numbers = [int(name.split("/")[1]) for name in checklists() if name.split("/")[0] == checklist]
    return checklists()[f"{checklist}/{max(numbers)}"]
