"""Kinds of providers, on the words of Article 10, and kinds of services, the product's own list; both as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jiqun.bilingual import Text
from jiqun.cultivation.support.kinds import DATA
from jiqun.standards import tables


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of provider. `certified`: it is one by a certificate, which is asked for."""

    name: str
    clause: str
    words: str
    title: Text
    certified: bool


@cache
def provider_kinds() -> dict[str, Kind]:
    """Every kind by name, in the order of the clause."""
    return {
        row["name"]: Kind(
            row["name"], row["clause"], row["words"], Text(row["title"], row["title_en"]), row["certified"] == "yes"
        )
        for row in tables.read(DATA / "provider_kinds.csv")
    }


@cache
def service_kinds() -> dict[str, Text]:
    """What firms are served with, by name."""
    return {row["name"]: Text(row["title"], row["title_en"]) for row in tables.read(DATA / "service_kinds.csv")}
