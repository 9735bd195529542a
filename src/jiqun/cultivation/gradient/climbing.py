"""On which step a firm stands on a day, and who moved between two days: pure, on titles with their validity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jiqun.cultivation.gradient.steps import step_of_title, steps


@dataclass(frozen=True, slots=True)
class Title:
    """A firm's title, from a day on; no end means open."""

    uscc: str
    title: str
    valid_from: date
    valid_to: date | None

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day; its last day counts."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Move:
    """A firm that stands on another step than before; None for none."""

    uscc: str
    before: str | None
    now: str | None

    @property
    def rose(self) -> bool:
        """Whether it went up."""
        order = [None, *steps()]
        return order.index(self.now) > order.index(self.before)


def standing(titles: Iterable[Title], day: date) -> dict[str, str]:
    """Firm → the highest step it stands on that day; firms on none are left out."""
    order = list(steps())
    found: dict[str, str] = {}
    for each in titles:
        step = step_of_title().get(each.title)
        if step is None or not each.holds(day):
            continue
        if each.uscc not in found or order.index(step) > order.index(found[each.uscc]):
            found[each.uscc] = step
    return found


def counted(standing: Mapping[str, str]) -> dict[str, int]:
    """How many firms stand on each step, each firm once, on its highest."""
    told = Counter(standing.values())
    return {name: told[name] for name in steps()}


def moves(before: Mapping[str, str], now: Mapping[str, str]) -> list[Move]:
    """Who stands on another step, those who rose first, then by code."""
    changed = [
        Move(uscc, before.get(uscc), now.get(uscc))
        for uscc in sorted({*before, *now})
        if before.get(uscc) != now.get(uscc)
    ]
    return sorted(changed, key=lambda each: (not each.rose, each.uscc))


def days(on: date, years: int) -> list[date]:
    """The last days of so many past years and today, in order."""
    return [*(date(on.year - n, 12, 31) for n in range(years, 0, -1)), on]
