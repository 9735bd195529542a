"""Who owes a report, and how far it is; what the reports of a year add up to (Article 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from jiqun.authorities.models import OFFICE, Account, Authority, Level
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord
from jiqun.casework.procedure import procedure
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import ClusterYear, Recognition
from jiqun.standards import divisions
from jiqun.supervision.models import AnnualReport, ReportOrder
from jiqun.supervision.reports import internal
from jiqun.supervision.reports.deadline import due_moment, held_at
from jiqun.supervision.reports.figures import TITLES, shown

ABSENT = Text("未开始", "Not begun")
SUMMED = ("firms", "employees", "output", "rd", "patents", "listed_firms")


def covering(user: Any) -> list[Recognition]:
    """The provincial recognitions of the territory with a term, by place; one query."""
    rows = Recognition.objects.visible_to(user).filter(
        level=PROVINCIAL, valid_from__isnull=False, valid_to__isnull=False
    )
    return list(
        rows.select_related("cluster", "cluster__authority").order_by("cluster__path", "cluster__name", "valid_from")
    )


def owed(recognition: Recognition, year: int) -> bool:
    """Whether a report on the year is due: the recognition was in force at its end or began within it."""
    if recognition.valid_from is None or recognition.valid_to is None:
        return False
    first, last = date(year, 1, 1), date(year, 12, 31)
    lasts = recognition.valid_from <= last and recognition.valid_to >= first
    return lasts and (recognition.revoked_from is None or recognition.revoked_from > last)


@dataclass(frozen=True, slots=True)
class Line:
    """One cluster's report of a year; `late` is the level that held it when the day passed, `asked_by` the earlier day
    the prefecture set within itself."""

    cluster: UUID
    name: str
    invented: bool
    place: str
    prefecture: str
    case: UUID | None
    number: str
    state: str
    title: Text
    received_at: datetime | None
    late: Level | None
    order: UUID | None
    asked_by: date | None


def status(user: Account, year: int, now: datetime) -> list[Line]:
    """Every report that is due in the territory, by place; six queries at most, whatever the size of the territory.

    A draft is seen by its county alone: for those above it is not handed in, as if it had not been begun.
    """
    due = due_moment(year, Authority.objects.get(parent=None))
    reports = {row.cluster: row for row in begun(year)}
    orders = dict(
        ReportOrder.objects.filter(year=year, case__state__in=("ordered", "missed")).values_list(
            "cluster_id", "case_id"
        )
    )
    returned = [row.case for row in reports.values() if row.returned] if now > due else []
    steps = reached(returned) if returned else {}
    asked = internal.days(year)
    states, own = procedure("annual_report").by_state, user.authority_id if user.role in OFFICE else None
    place = cache(divisions.full_name)
    found: dict[UUID, Line] = {}
    for cluster, name, invented, county, path in owing(user, year):
        if cluster in found:
            continue
        row = reports.get(cluster)
        seen = None if row is not None and row.state == "drafting" and county != own else row
        prefecture = prefecture_of(path) or county
        found[cluster] = Line(
            cluster,
            name,
            invented,
            place(county),
            place(prefecture),
            seen.case if seen else None,
            seen.number if seen else "",
            seen.state if seen else "",
            states[seen.state].title if seen else ABSENT,
            seen.received_at if seen else None,
            charged(row, steps, due) if now > due else None,
            orders.get(cluster),
            asked.get(prefecture),
        )
    return list(found.values())


def prefecture_of(path: str) -> str:
    """The code of the prefecture in the path of an authority; blank for the province's own."""
    codes = path.split("/")
    return codes[1] if len(codes) > 2 else ""


def owing(user: Account, year: int) -> list[tuple[UUID, str, bool, str, str]]:
    """The clusters of the territory that owe a report on a year: key, name, whether invented, code and path of the
    place; by place, one query. A cluster with two recognitions in the year comes twice."""
    last = date(year, 12, 31)
    rows = Recognition.objects.visible_to(user).filter(
        Q(revoked_from=None) | Q(revoked_from__gt=last),
        level=PROVINCIAL,
        valid_from__lte=last,
        valid_to__gte=date(year, 1, 1),
    )
    names = ("cluster_id", "cluster__name", "cluster__invented", "cluster__authority_id", "cluster__authority__path")
    return list(rows.order_by("cluster__path", "cluster__name", "valid_from").values_list(*names))


class Begun(NamedTuple):
    """One report as the status needs it. Of one that went back the dates tell the last way only."""

    cluster: UUID
    case: UUID
    number: str
    state: str
    submitted_at: datetime | None
    forwarded_at: datetime | None
    received_at: datetime | None
    by_prefecture: bool
    by_province: bool

    @property
    def returned(self) -> bool:
        """Whether it went back at least once."""
        return self.by_prefecture or self.by_province

    @property
    def steps(self) -> list[tuple[datetime, str]]:
        """When it came to which state, for one that never went back."""
        dated = ((self.submitted_at, "submitted"), (self.forwarded_at, "forwarded"), (self.received_at, "received"))
        return [(at, state) for at, state in dated if at is not None]


def begun(year: int) -> list[Begun]:
    """The reports of a year that were begun anywhere; one query."""
    names = ("cluster_id", "case_id", "case__number", "case__state", "submitted_at", "forwarded_at", "received_at")
    flags = ("returned_by_prefecture", "returned_by_province")
    return [Begun(*row) for row in AnnualReport.objects.filter(year=year).values_list(*names, *flags)]


def charged(report: Begun | None, steps: Mapping[UUID, list[tuple[datetime, str]]], due: datetime) -> Level | None:
    """The level that held a report when its day passed; one that was never begun was the county's."""
    if report is None:
        return held_at((), due)
    return held_at(steps.get(report.case, ()) if report.returned else report.steps, due)


def reached(cases: Sequence[UUID]) -> dict[UUID, list[tuple[datetime, str]]]:
    """When each matter came to which state; one query."""
    found: dict[UUID, list[tuple[datetime, str]]] = {}
    rows = ActRecord.objects.filter(subject_id__in=[str(pk) for pk in cases]).values_list(
        "subject_id", "at", "to_state"
    )
    for subject, at, state in rows:
        found.setdefault(UUID(subject), []).append((at, state))
    return found


def by_prefecture(lines: Iterable[Line]) -> list[tuple[str, list[int]]]:
    """For each prefecture: due, not handed in, at the prefecture, at the province, received."""
    counted: dict[str, Counter[str]] = {}
    for line in lines:
        counted.setdefault(line.prefecture, Counter())[line.state] += 1
    return [
        (
            place,
            [
                sum(each.values()),
                each[""] + each["drafting"] + each["correcting"],
                each["submitted"],
                each["forwarded"],
                each["received"],
            ],
        )
        for place, each in counted.items()
    ]


@dataclass(frozen=True, slots=True)
class Total:
    """One figure over the received reports: the sum, and the growth over the clusters that have both years."""

    title: Text
    unit: Text
    value: str
    growth: str
    both: int


def totals(lines: Iterable[Line], year: int) -> list[Total]:
    """What the received reports of a year add up to; one query. Growth in per cent, only over clusters with both."""
    pks = [line.cluster for line in lines if line.received_at is not None]
    years: dict[int, dict[UUID, tuple[int | None, ...]]] = {year - 1: {}, year: {}}
    rows = ClusterYear.objects.filter(cluster__in=pks, year__in=tuple(years))
    for of, cluster, *kept in rows.values_list("year", "cluster_id", *SUMMED):
        years[of][cluster] = tuple(kept)
    unknown = (None,) * len(SUMMED)
    pairs = [(kept, years[year - 1].get(cluster, unknown)) for cluster, kept in years[year].items()]
    found = []
    for n, name in enumerate(SUMMED):
        title, each, unit = TITLES[name]
        known = [now[n] for now, _ in pairs if now[n] is not None]
        both = [(now[n], last[n]) for now, last in pairs if now[n] is not None and last[n]]
        before = sum(last for _, last in both if last)
        grown = Fraction(sum(now for now, _ in both if now) * 100, before) - 100 if before else None
        total = sum(each for each in known if each)
        found.append(Total(title, unit, shown(total if known else None, each), percent(grown), len(both)))
    return found


def percent(grown: Fraction | None) -> str:
    """A growth with its sign, two places, halves away from zero; a dash where it is not known."""
    if grown is None:
        return "—"
    hundredths = (abs(grown) * 200 + 1) // 2
    whole, part = divmod(int(hundredths), 100)
    return f"{'−' if grown < 0 and hundredths else '+'}{whole}.{part:02}%"
