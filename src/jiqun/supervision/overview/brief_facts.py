"""What a brief and a ledger are made from: everything on record of the recognised clusters of a place (Article 16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from jiqun.authorities.models import Account
from jiqun.outgoing.models import Paper
from jiqun.register.becoming import BINDING
from jiqun.register.goals import current_of
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, ClusterYear, Recognition, RecognitionChange
from jiqun.supervision.changes.queries import Adjusted, adjusted_all
from jiqun.supervision.models import AnnualReport, ChangeFiling, GoalProgress
from jiqun.visits.models import Visit


@dataclass(slots=True)
class Entry:
    """One cluster with what is on record of it. `goals` are those in force; `results`, by goal and year, those of
    received reports."""

    cluster: Cluster
    recognitions: list[Recognition] = field(default_factory=list)
    changes: list[RecognitionChange] = field(default_factory=list)
    years: list[ClusterYear] = field(default_factory=list)
    goals: list[Adjusted] = field(default_factory=list)
    results: dict[tuple[int, int], str] = field(default_factory=dict)
    reports: list[AnnualReport] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)


def gather(user: Account, *, place: str = "", cluster: UUID | None = None) -> list[Entry]:
    """The recognised clusters of a place (a division's code) or one of them, as the account sees them, by place.

    Ten queries at most, whatever their number. Reports that were not handed in, visits that are not concluded and
    papers without a number are left out.
    """
    rows = Recognition.objects.visible_to(user).filter(level=PROVINCIAL).select_related("cluster")
    if place:
        rows = rows.filter(cluster__path__contains=f"{place}/")
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    found: dict[UUID, Entry] = {}
    for row in rows.order_by("cluster__path", "cluster__name", "valid_from"):
        found.setdefault(row.cluster_id, Entry(row.cluster)).recognitions.append(row)
    of = list(found)
    changes = RecognitionChange.objects.filter(BINDING, recognition__in=rows.values("pk"))
    for change in changes.select_related("recognition"):
        found[change.recognition.cluster_id].changes.append(change)
    for year in ClusterYear.objects.filter(cluster__in=of).order_by("year"):
        found[year.cluster_id].years.append(year)
    in_force = current_of(entry.recognitions[-1] for entry in found.values())
    for goal in adjusted_all([goal for goals in in_force.values() for goal in goals]):
        found[goal.goal.cluster_id].goals.append(goal)
    received = GoalProgress.objects.filter(report__cluster__in=of, report__received_at__isnull=False)
    for result in received.select_related("report"):
        found[result.report.cluster_id].results[result.goal_id, result.report.year] = result.actual
    handed_in = AnnualReport.objects.filter(
        Q(submitted_at__isnull=False) | Q(received_at__isnull=False), cluster__in=of
    ).select_related("case")
    for report in handed_in.order_by("year"):
        found[report.cluster_id].reports.append(report)
    for visit in Visit.objects.visible_to(user).filter(cluster__in=of, concluded_at__isnull=False).order_by("held_on"):
        found[visit.cluster_id].visits.append(visit)
    _papers(user, found)
    return list(found.values())


def _papers(user: Account, found: dict[UUID, Entry]) -> None:
    """The numbered papers of the recognitions, reports and filings of these clusters; two queries."""
    matters: dict[UUID, UUID] = {}
    for pk, entry in found.items():
        owned: Iterable[Any] = (*entry.recognitions, *entry.changes)
        matters |= {row.case_id: pk for row in owned if row.case_id is not None}
        matters |= {report.pk: pk for report in entry.reports}
    filings = ChangeFiling.objects.visible_to(user).filter(cluster__in=list(found)).values_list("pk", "cluster")
    matters |= dict(filings)
    numbered = Paper.objects.visible_to(user).filter(case__in=list(matters)).exclude(number="")
    for paper in numbered.only("heading", "number", "dated_on", "case_id").order_by("dated_on", "number"):
        found[matters[paper.case_id]].papers.append(paper)
