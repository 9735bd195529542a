"""What pages read of the register: plain values, a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from jiqun.authorities.models import Account
from jiqun.register.models import BelowSizeRow, Cluster, FirmYearRow, Recognition, RecognitionChange, RosterRevision

FIGURES = ("employees", "revenue", "output", "rd", "patents", "energy", "co2", "exports")


@dataclass(frozen=True, slots=True)
class YearTotals:
    """Totals of one year: firms on the roster, and of each figure the sum and how many firms did not give it.

    Money in 分, energy in kgce, carbon dioxide in kg. `below` is the output stamped for firms below the
    statistical size, also in 分.
    """

    year: int
    firms: int
    sums: dict[str, int | None]
    missing: dict[str, int]
    below: int | None


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision as a list shows it; `corrects` is the number of the one it corrects."""

    number: int
    base_year: int
    firms: int
    sha256: str
    file_sha256: str
    by: str
    at: datetime
    corrects: int | None
    warnings: int


def year_totals(revision: RosterRevision) -> list[YearTotals]:
    """The totals of a roster by year; two queries."""
    totals: dict[str, Any] = {f"sum_{name}": Sum(name) for name in FIGURES}
    totals |= {f"given_{name}": Count(name) for name in FIGURES}
    lines: Iterable[Any] = (
        FirmYearRow.objects.filter(roster=revision)
        .values("year")
        .annotate(firms=Count("enterprise", distinct=True), **totals)
        .order_by("year")
    )
    below = dict(
        BelowSizeRow.objects.filter(roster=revision)
        .values("year")
        .annotate(total=Sum("output"))
        .values_list("year", "total")
    )
    return [
        YearTotals(
            line["year"],
            line["firms"],
            {name: None if line[f"sum_{name}"] is None else int(line[f"sum_{name}"]) for name in FIGURES},
            {name: line["firms"] - line[f"given_{name}"] for name in FIGURES},
            None if below.get(line["year"]) is None else int(below[line["year"]]),
        )
        for line in lines
    ]


def firms(revision: RosterRevision, year: int, words: str = "") -> QuerySet[FirmYearRow, Any]:
    """The firms of one year by output, the greatest first, as plain values ready to be cut into pages."""
    found = FirmYearRow.objects.filter(roster=revision, year=year)
    if words:
        found = found.filter(name__icontains=words) | found.filter(enterprise=words)
    return found.order_by("-output", "enterprise").values(
        "enterprise_id", "name", "industry", "employees", "revenue", "output", "rd", "patents", "enterprise__invented"
    )


def revisions(cluster: Cluster) -> list[RevisionLine]:
    """Every revision of a cluster's roster, the newest first; one query."""
    rows = (
        RosterRevision.objects.filter(cluster=cluster)
        .order_by("-number")
        .values_list(
            "number",
            "base_year",
            "firms",
            "sha256",
            "file_sha256",
            "by__person__name",
            "at",
            "corrects__number",
            "warnings",
        )
    )
    return [RevisionLine(*row[:8], warnings=len(row[8])) for row in rows]


def clusters(user: Account, words: str = "") -> QuerySet[Cluster]:
    """The clusters an account sees, by place and name, those whose name or place holds the words."""
    found = Cluster.objects.visible_to(user).select_related("authority")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(authority__name__icontains=words))
    return found.order_by("path", "name")


def changes(cluster: Cluster) -> list[RecognitionChange]:
    """What was decided on a cluster's recognitions since, the latest first; one query."""
    rows = RecognitionChange.objects.filter(recognition__cluster=cluster).select_related("recognition")
    return list(rows.order_by("-effective_on", "-pk"))


def recognitions(cluster: Cluster) -> list[Recognition]:
    """A cluster's recognitions, the latest term first; one query."""
    return list(Recognition.objects.filter(cluster=cluster).order_by("-valid_from", "level"))
