"""What is kept beside the sums: the few dated records that have to be named one by one in a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiqun.facts import grades
from jiqun.facts.prepare import is_valid
from jiqun.facts.rows import FirmYear, Incident, Roster


@dataclass(frozen=True, slots=True, order=True)
class IncidentRecord:
    """A finding of an authority about a firm. `rank` is 1 to 4 (see `grades`), None when the grade is not known.

    `member`: whether the firm stood on the roster in the year of the event or in the base year. A firm that does not
    may be a branch with a code of its own, so the answer then is "not known", never "no".
    """

    on: date
    uscc: str
    kind: str
    grade: str
    rank: int | None
    authority: str
    document: str
    member: bool


@dataclass(frozen=True, slots=True, order=True)
class SearchRecord:
    """A register searched on a day for some kinds of incident."""

    on: date
    register: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class EfficiencyRecord:
    """Unit consumption of one product against the benchmark, both as exact decimals or fractions in `unit`."""

    year: int
    kind: str
    uscc: str
    product: str
    used: str
    benchmark: str
    unit: str
    basis: str


def incidents(roster: Roster) -> tuple[IncidentRecord, ...]:
    """All incidents of a roster, by date."""
    years = _years(roster.firm_years)
    base = roster.cluster.base_year
    return tuple(sorted((_incident(line, years.get(line.uscc, set()), base) for line in roster.incidents), key=_order))


def searches(roster: Roster) -> tuple[SearchRecord, ...]:
    """All searches of a roster, by date."""
    return tuple(sorted(SearchRecord(s.on, s.register, tuple(sorted(s.kinds))) for s in roster.searches))


def efficiency(roster: Roster) -> tuple[EfficiencyRecord, ...]:
    """All lines of 能效水效, by year."""
    return tuple(
        sorted(
            EfficiencyRecord(e.year, e.kind, e.uscc, e.product, str(e.used), str(e.benchmark), e.unit, e.basis)
            for e in roster.efficiency
        )
    )


def strays(roster: Roster, on: date) -> tuple[str, ...]:
    """Credit codes with a title valid on a day but no line in the base year: such titles are not counted."""
    present = {firm.uscc for firm in roster.firm_years if firm.year == roster.cluster.base_year}
    return tuple(sorted({honour.uscc for honour in roster.honours if is_valid(honour, on)} - present))


def _incident(line: Incident, years: set[int], base: int) -> IncidentRecord:
    return IncidentRecord(
        on=line.on,
        uscc=line.uscc,
        kind=line.kind,
        grade=(line.grade or "").strip(),
        rank=grades.rank(line.kind, line.grade),
        authority=line.authority,
        document=line.document,
        member=base in years or line.on.year in years,
    )


def _years(firms: Iterable[FirmYear]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for firm in firms:
        found.setdefault(firm.uscc, set()).add(firm.year)
    return found


def _order(record: IncidentRecord) -> tuple[object, ...]:
    return (record.on, record.uscc, record.kind, record.grade, record.document, record.authority)
