"""High-energy and high-water industries (Article 13.7), as dated lists with their source.

A code belongs when it starts with a listed code. A wider code than the one listed (44 where 441 is listed) holds both
industries on the list and industries off it, so the answer is None: whether the norm applies cannot be told before
the lead industry is given more narrowly. A code is never guessed onto the list or off it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from jiqun.bilingual import Text
from jiqun.standards import tables

Kind = Literal["高耗能", "高用水"]


class NoListInForce(LookupError):
    """No list of the kind asked for was in force on the day."""


_NO_LIST = Text(
    "{on} 没有有效的{kind}行业目录，无法判断；请补录当时有效的目录。",
    "No list of {kind} industries was in force on {on}, so nothing can be said; enter the list valid on that day.",
)
KINDS: Mapping[Kind, Text] = MappingProxyType(
    {"高耗能": Text("高耗能", "high-energy"), "高用水": Text("高用水", "high-water")}
)
"""The kinds of list, in words."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One listed industry, in force from `valid_from` to `valid_until` inclusive (None = open)."""

    kind: Kind
    code: str
    name: str
    valid_from: date
    valid_until: date | None
    source: str

    def in_force(self, on: date) -> bool:
        """Whether the listing holds on the day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an industry is on a list: `listed` True, False, or None when only a part of it is.

    `listings` are the entries met, wholly or in part; their `source` goes beside the finding.
    """

    listed: bool | None
    listings: tuple[Listing, ...]


@lru_cache(maxsize=1)
def _all() -> tuple[Listing, ...]:
    kinds: dict[str, Kind] = {"高耗能": "高耗能", "高用水": "高用水"}
    return tuple(
        Listing(
            kind=kinds[r["kind"]],
            code=r["gbt4754_code"],
            name=r["name"],
            valid_from=date.fromisoformat(r["valid_from"]),
            valid_until=date.fromisoformat(r["valid_until"]) if r["valid_until"] else None,
            source=r["source"],
        )
        for r in tables.shipped("energy_water_industries.csv")
    )


def listings(kind: Kind, on: date) -> tuple[Listing, ...]:
    """The list in force on a day; `NoListInForce` when there was none."""
    found = tuple(entry for entry in _all() if entry.kind == kind and entry.in_force(on))
    if not found:
        raise NoListInForce(str(_NO_LIST.format(kind=KINDS[kind], on=on.isoformat())))
    return found


def look_up(kind: Kind, code: str, on: date) -> Answer:
    """Whether an industry code (2 to 4 digits) is on the list in force on a day; `NoListInForce` without a list."""
    current = listings(kind, on)
    if whole := tuple(entry for entry in current if code.startswith(entry.code)):
        return Answer(True, whole)
    if part := tuple(entry for entry in current if entry.code.startswith(code)):
        return Answer(None, part)
    return Answer(False, ())


def is_high_energy(code: str, on: date) -> bool | None:
    """Whether an industry is high-energy on a day; None when only a part of it is. Sources: `look_up`."""
    return look_up("高耗能", code, on).listed


def is_high_water(code: str, on: date) -> bool | None:
    """Whether an industry is high-water on a day; None when only a part of it is. Sources: `look_up`."""
    return look_up("高用水", code, on).listed
