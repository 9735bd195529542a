"""How far the reports of a year are, by prefecture (Article 16). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jiqun.register.levels import PROVINCIAL
from jiqun.supervision.overview.reading import Held
from jiqun.supervision.reports.deadline import due_day
from jiqun.supervision.reports.queries import owed

COUNTY, PREFECTURE, PROVINCE, RECEIVED = "county", "submitted", "forwarded", "received"


@dataclass(frozen=True, slots=True)
class Place:
    """The reports of one prefecture: due, not handed in, at the prefecture, at the province, received."""

    code: str
    due: int
    missing: int
    at_prefecture: int
    at_province: int
    received: int


def last_due(on: date) -> int:
    """The year whose report is being collected, or was due last: the year before, from January on."""
    return on.year - 1


def is_over(year: int, on: date) -> bool:
    """Whether the day by which the reports on a year are due has passed."""
    return on > due_day(year)


def owes(each: Held, year: int) -> bool:
    """Whether a report on the year is due for a recognition."""
    row: Any = each  # it has the days `owed` looks at
    return each.level == PROVINCIAL and owed(row, year)


def by_place(held: Iterable[Held], states: Mapping[UUID, str], year: int) -> list[Place]:
    """Each prefecture that owes reports, in the order of the rows; a cluster counts once."""
    counted: dict[str, Counter[str]] = {}
    seen: set[UUID] = set()
    for each in held:
        if each.cluster in seen or not owes(each, year):
            continue
        seen.add(each.cluster)
        state = states.get(each.cluster, COUNTY)
        counted.setdefault(each.prefecture, Counter())[
            state if state in (PREFECTURE, PROVINCE, RECEIVED) else COUNTY
        ] += 1
    return [Place(code, n.total(), n[COUNTY], n[PREFECTURE], n[PROVINCE], n[RECEIVED]) for code, n in counted.items()]
