"""Stock and flow of recognitions by year, the about-100 target, and the wave of terms that end (Articles 6, 15, 17).

Pure arithmetic over what was read; nothing here decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.register.levels import NATIONAL, PROVINCIAL
from jiqun.register.terms import Standing
from jiqun.supervision.overview.reading import Change, Held

TARGET = 100
"""“十四五”期间，在全省范围内认定100个左右集群 (Article 6): a number to watch, neither a quota nor a cap."""
FROM, UNTIL = 2021, 2025
"""The years of the fourteenth five-year plan."""
AHEAD = 12
"""Quarters ahead that the wave always shows: three years."""


@dataclass(frozen=True, slots=True)
class YearFlow:
    """One year: what came and went, and what stood at its end; in the running year, on the day."""

    year: int
    first: int
    automatic: int
    renewed: int
    not_renewed: int
    revoked: int
    restored: int
    valid: int
    expired: int
    national: int
    running: bool


def firsts(held: Iterable[Held]) -> dict[UUID, Held]:
    """The first provincial recognition of every cluster that has one with a day."""
    found: dict[UUID, Held] = {}
    for each in sorted((one for one in held if one.level == PROVINCIAL and one.start), key=_start):
        found.setdefault(each.cluster, each)
    return found


def automatic(held: Iterable[Held]) -> frozenset[UUID]:
    """Clusters whose first provincial recognition came when they held a national one already (Article 14(三))."""
    rows = list(held)
    nationally: dict[UUID, date] = {}
    for each in rows:
        if each.level == NATIONAL and each.start:
            nationally[each.cluster] = min(each.start, nationally.get(each.cluster, each.start))
    return frozenset(
        pk for pk, each in firsts(rows).items() if each.start and nationally.get(pk, date.max) < each.start
    )


def by_year(held: Sequence[Held], changes: Iterable[Change], on: date) -> list[YearFlow]:
    """Every year from the first recognition to the one of the day, without a gap."""
    started = firsts(held)
    if not started:
        return []
    given = automatic(held)
    levels = {each.pk: each.level for each in held}
    provincial = [each for each in held if each.level == PROVINCIAL]
    national = [each for each in held if each.level == NATIONAL]
    decided: dict[int, Counter[str]] = defaultdict(Counter)
    for change in changes:
        if levels.get(change.recognition) == PROVINCIAL:
            decided[change.effective_on.year if change.kind == "revoked" else change.on.year][change.kind] += 1
    begun = Counter(_start(each).year for pk, each in started.items() if pk not in given)
    along = Counter(_start(started[pk]).year for pk in given)
    found = []
    for year in range(min(_start(each).year for each in started.values()), on.year + 1):
        end = min(date(year, 12, 31), on)
        standing = Counter(each.standing(end) for each in provincial)
        found.append(
            YearFlow(
                year,
                begun[year],
                along[year],
                decided[year]["renewed"],
                decided[year]["not_renewed"],
                decided[year]["revoked"],
                decided[year]["restored"],
                standing[Standing.VALID],
                standing[Standing.EXPIRED],
                sum(1 for each in national if each.standing(end) is Standing.VALID),
                on < date(year, 12, 31),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Target:
    """The about-100 target: clusters first recognised from 2021 to 2025, by year; what became of them changes none."""

    years: tuple[tuple[int, int], ...]
    total: int
    automatic: int


def target(held: Sequence[Held]) -> Target:
    """How many clusters were first recognised in each year of the plan."""
    started, given = firsts(held), automatic(held)
    years = Counter(_start(each).year for each in started.values())
    shown = tuple((year, years[year]) for year in range(FROM, UNTIL + 1))
    along = sum(1 for pk in given if FROM <= _start(started[pk]).year <= UNTIL)
    return Target(shown, sum(n for _, n in shown), along)


@dataclass(frozen=True, slots=True)
class Quarter:
    """The provincial terms that end in one quarter: all, and those over that wait for their renewal review."""

    year: int
    quarter: int
    ends: tuple[Held, ...]
    waiting: int

    @property
    def title(self) -> Text:
        """2026年第3季度."""
        return Text(f"{self.year}年第{self.quarter}季度", f"{self.year} Q{self.quarter}")


def wave(held: Iterable[Held], on: date) -> list[Quarter]:
    """The quarters in which unrevoked terms end, from the first that waits to three years ahead at least."""
    found: dict[int, list[Held]] = defaultdict(list)
    this = _quarter(on)
    for each in held:
        if each.level != PROVINCIAL or each.valid_to is None:
            continue
        standing = each.standing(on)
        if standing in (Standing.VALID, Standing.EXPIRED, Standing.FUTURE):
            found[_quarter(each.valid_to)].append(each)
    if not found:
        return []
    return [
        Quarter(
            number // 4,
            number % 4 + 1,
            tuple(sorted(found[number], key=lambda each: (each.valid_to or date.max, each.name))),
            sum(1 for each in found[number] if each.standing(on) is Standing.EXPIRED),
        )
        for number in range(min(this, *found), max(this + AHEAD, *found) + 1)
    ]


def standings(held: Iterable[Held], on: date) -> Mapping[Standing, int]:
    """How many provincial recognitions stand how on a day."""
    return Counter(each.standing(on) for each in held if each.level == PROVINCIAL)


def _start(each: Held) -> date:
    return each.start or date.max


def quarter_of(on: date) -> tuple[int, int]:
    """Year and quarter of a day."""
    return on.year, (on.month + 2) // 3


def _quarter(on: date) -> int:
    year, quarter = quarter_of(on)
    return year * 4 + quarter - 1
