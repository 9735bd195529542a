"""Kinds of support, who gives it, and what firms ask for, as data, on the words of Articles 5, 8, 9."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

HUNDREDTHS = 2
"""Decimals that are kept of a figure that is no money."""
DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of support. `money` is `2` where an amount (in 万元, kept in 分) is asked for, `1` where there may be one.

    `number` names another figure it has, blank for none, kept in hundredths of `unit`; it has at most `places`
    decimals.
    """

    name: str
    clause: str
    words: str
    title: Text
    money: int
    number: Text
    unit: Text
    places: int


@dataclass(frozen=True, slots=True)
class Giver:
    """A level that gives support, and the words that tell it to."""

    name: str
    clause: str
    words: str
    title: Text


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, in the order of the table."""
    return {
        row["name"]: Kind(
            row["name"],
            row["clause"],
            row["words"],
            Text(row["title"], row["title_en"]),
            int(row["money"]),
            Text(row["number"], row["number_en"]),
            Text(row["unit"], row["unit_en"]),
            int(row["places"]),
        )
        for row in tables.read(DATA / "support_kinds.csv")
    }


@cache
def givers() -> dict[str, Giver]:
    """The levels by name, from the province down."""
    return {
        row["name"]: Giver(row["name"], row["clause"], row["words"], Text(row["title"], row["title_en"]))
        for row in tables.read(DATA / "support_givers.csv")
    }


@cache
def request_kinds() -> dict[str, Text]:
    """What firms ask for, by name; the product's own list."""
    return {row["name"]: Text(row["title"], row["title_en"]) for row in tables.read(DATA / "request_kinds.csv")}
