"""What the dashboards rest on, read once: recognitions, decisions on them, yearly figures, reports. Plain values.

Four queries, whatever the size of the territory; everything else is counted from the rows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from jiqun.authorities.models import Account
from jiqun.register.becoming import BINDING
from jiqun.register.levels import NATIONAL, PROVINCIAL
from jiqun.register.models import Cluster, ClusterYear, Recognition, RecognitionChange
from jiqun.register.terms import Standing, standing
from jiqun.supervision.models import AnnualReport

YEARS = 10
"""So many years of figures are shown."""
FIGURES = (
    "firms",
    "firms_sme",
    "employees",
    "output",
    "output_sme",
    "rd",
    "patents",
    "exports",
    "energy",
    "top_firms",
    "listed_firms",
)
"""The figures of the dashboard, in the order of its table (see `register.FIGURES` for units)."""
AS_TEXT = Cast("blanks", TextField())
"""Most years are complete: a decoder for each of a thousand empty objects would take an eighth of the page."""
KEY = Cast("cluster_id", TextField())
"""So would a UUID made anew for each of a thousand rows: each cluster's is known from its recognition."""


class Held(NamedTuple):
    """One recognition. `prefecture` is the code of the prefecture, `leads` the codes of the lead industry."""

    pk: UUID
    cluster: UUID
    name: str
    invented: bool
    prefecture: str
    leads: tuple[str, ...]
    level: str
    start: date | None
    valid_from: date | None
    valid_to: date | None
    revoked_from: date | None

    def standing(self, on: date) -> Standing:
        """What it is on a day."""
        return standing(self.valid_from, self.valid_to, on, self.revoked_from)

    @property
    def divisions(self) -> frozenset[str]:
        """The two-digit divisions of GB/T 4754 its lead industry lies in."""
        return frozenset(code[:2] for code in self.leads)


class Change(NamedTuple):
    """A decision on a recognition: its kind, its day, the first day it counts."""

    recognition: UUID
    kind: str
    on: date
    effective_on: date


class Year(NamedTuple):
    """One cluster's figures of a year, by `FIGURES`; `blanks` names those that are lower bounds."""

    cluster: UUID
    year: int
    values: tuple[int | None, ...]
    blanks: frozenset[str]

    @property
    def bounds(self) -> list[str]:
        """The figures that are given as lower bounds."""
        return [
            name for name, value in zip(FIGURES, self.values, strict=True) if name in self.blanks and value is not None
        ]

    @property
    def full(self) -> tuple[int | None, ...]:
        """The figures that are no lower bounds; the others count as not known."""
        if not self.blanks:
            return self.values
        return tuple(None if name in self.blanks else value for name, value in zip(FIGURES, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Read:
    """Everything of a territory. `reports` is the state of the report on `report_year` by cluster."""

    held: tuple[Held, ...]
    changes: tuple[Change, ...]
    years: tuple[Year, ...]
    report_year: int
    reports: dict[UUID, str]

    def within(self, prefecture: str = "", division: str = "") -> Read:
        """The same for the clusters of one prefecture, or of one division of the lead industry, or of both."""
        if not prefecture and not division:
            return self
        held = tuple(
            each
            for each in self.held
            if (not prefecture or each.prefecture == prefecture) and (not division or division in each.divisions)
        )
        keys, clusters = {each.pk for each in held}, {each.cluster for each in held}
        return Read(
            held,
            tuple(each for each in self.changes if each.recognition in keys),
            tuple(each for each in self.years if each.cluster in clusters),
            self.report_year,
            {cluster: state for cluster, state in self.reports.items() if cluster in clusters},
        )


def read(user: Account, on: date, report_year: int) -> Read:
    """Everything an account sees of its territory; four queries."""
    seen = Cluster.objects.visible_to(user)
    recognitions = Recognition.objects.filter(cluster__in=seen, level__in=(PROVINCIAL, NATIONAL))
    rows = recognitions.order_by("cluster__path", "cluster__name", "valid_from").values_list(
        "pk",
        "cluster_id",
        "cluster__name",
        "cluster__invented",
        "cluster__path",
        "cluster__lead_codes",
        "level",
        "announced_on",
        "valid_from",
        "valid_to",
        "revoked_from",
    )
    held = tuple(map(held_of, rows))
    changes = RecognitionChange.objects.filter(BINDING, recognition__in=recognitions).order_by("effective_on", "pk")
    years = ClusterYear.objects.filter(cluster__in=recognitions.values("cluster"), year__gt=on.year - 1 - YEARS)
    reports = AnnualReport.objects.filter(cluster__in=seen, year=report_year)
    # SQLite keeps a UUID as 32 digits, PostgreSQL writes it with hyphens.
    known = {text: each.cluster for each in held for text in (each.cluster.hex, str(each.cluster))}
    return Read(
        held,
        tuple(Change(*row) for row in changes.values_list("recognition_id", "kind", "on", "effective_on")),
        tuple(
            Year(known[key], year, tuple(values), frozenset() if blanks == "{}" else frozenset(json.loads(blanks)))
            for key, year, blanks, *values in years.values_list(KEY, "year", AS_TEXT, *FIGURES)
        ),
        report_year,
        dict(reports.values_list("cluster_id", "case__state")),
    )


def held_of(row: Any) -> Held:
    """One recognition of the query's row; it counts from its first day, or that of its announcement."""
    pk, cluster, name, invented, path, leads, level, announced_on, valid_from, valid_to, revoked_from = row
    parts = path.split("/")
    return Held(
        pk,
        cluster,
        name,
        invented,
        parts[1] if len(parts) > 2 else parts[0],
        tuple(code for code in leads.split("、") if code),
        level,
        valid_from or announced_on,
        valid_from,
        valid_to,
        revoked_from,
    )
