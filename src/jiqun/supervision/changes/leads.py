"""What the changes' part notices: differences nobody filed, and filings that came late (Article 17(四)).

A lead touches 17(四) only against a period the province has set and that has run out; without one a difference is a
difference and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.register.models import Cluster
from jiqun.supervision.changes import drift, periods
from jiqun.supervision.changes.acts import CLAUSE
from jiqun.supervision.changes.kinds import KINDS
from jiqun.supervision.models import ChangeFiling, FilingPeriod
from jiqun.supervision.tracking.sources import Found, register


def leads(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """Both kinds; two queries beside those of the comparison."""
    standing = periods.all_set()
    for each in drift.of(clusters, on):
        yield unfiled(each, standing, on)
    late = ChangeFiling.objects.filter(cluster__in=list(clusters), late=True, handed_in_on__isnull=False)
    for row in late.select_related("case").order_by("case__number"):
        yield late_one(row)


def unfiled(found: drift.Drift, standing: list[FilingPeriod], on: date) -> Found:
    """A difference nobody filed; the day it became visible counts for the day of the change."""
    due = periods.due(found.since, standing)
    overdue = due is not None and on > due
    said = [[label, name, value] for label, name, value in described(found, due)]
    link = ["变动页", "Changes", reverse("supervision:cluster-changes", args=[found.cluster])]
    mark = "/".join([found.kind, *(str(found.evidence[name]) for name in sorted(found.evidence))])
    return Found(
        found.cluster, CLAUSE if overdue else "", "drift", found.text, {"rows": said, "links": [link]}, mark=mark
    )


def described(found: drift.Drift, due: date | None) -> list[tuple[str, str, str]]:
    """The evidence, label by label."""
    title = KINDS[found.kind].title
    rows = [("变动事项", "What changed", title.zh), ("出现日期", "Visible since", found.since.isoformat())]
    return [*rows, ("报备期限", "Due by", due.isoformat() if due else "未确定期限")]


def late_one(row: ChangeFiling) -> Found:
    """A filing that came after its last day."""
    title = KINDS[row.kind].title
    text = Text(
        f"{title.zh}于 {row.changed_on} 变动，应于 {row.due_on} 前报备，"
        f"实际 {row.handed_in_on} 报送（{row.case.number}）。",
        f"{title.en} changed on {row.changed_on}, due by {row.due_on}, handed in on {row.handed_in_on} "
        f"({row.case.number}).",
    )
    link = [row.case.number, row.case.number, reverse("supervision:change", args=[row.pk])]
    return Found(row.cluster_id, CLAUSE, "late_change", text, {"links": [link]}, mark=str(row.pk))


register(leads, late_change=Text("变动逾期报备", "A change filed late"))
