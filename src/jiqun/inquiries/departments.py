"""The departments that are asked, and what each answers for (Article 13(一)). The product's own proposal, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

_DATA = Path(__file__).parent / "data" / "departments.csv"


@dataclass(frozen=True, slots=True)
class Department:
    """One kind of department; `kinds` are the `facts.rows.INCIDENT_KINDS` it answers for."""

    name: str
    title: Text
    kinds: tuple[str, ...]
    clause: str


@cache
def departments() -> dict[str, Department]:
    """Every department by its name, in the order of the table."""
    return {
        row["department"]: Department(
            row["department"], Text(row["title"], row["title_en"]), tuple(row["kinds"].split(";")), row["clause"]
        )
        for row in tables.read(_DATA)
    }
