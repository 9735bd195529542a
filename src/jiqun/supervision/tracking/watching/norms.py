"""Conditions of recognition that would not be met today, and those met by a narrow margin (Articles 7, 13, 16).

Computed on the newest roster of each cluster under the measure. That a condition is no longer met is no ground of
Article 17, so these leads name none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from jiqun import facts
from jiqun.bilingual import Text, speaking
from jiqun.instruments.queries.amounts import SIGNS, amount, written
from jiqun.instruments.queries.measures import PROVINCIAL, day_in_force, measure
from jiqun.law.distance import narrow
from jiqun.law.findings import Finding
from jiqun.law.verdicts import Verdict
from jiqun.register.models import Cluster, RosterRevision
from jiqun.register.rosters import to_roster
from jiqun.supervision.tracking.sources import Found, register

UNREADABLE = Text("名册第 {n} 版无法测算：{why}", "Roster {n} cannot be computed: {why}")


def look(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """One lead for each condition that is not met or met narrowly; three queries and seven for each roster read."""
    newest = RosterRevision.objects.filter(cluster=OuterRef("cluster")).order_by("-number").values("pk")[:1]
    law = measure(PROVINCIAL)
    day = day_in_force(law, on)
    for roster in RosterRevision.objects.filter(cluster__in=clusters, pk=Subquery(newest)).order_by("cluster"):
        try:
            counted = facts.build(to_roster(roster), on=day)
        except facts.FactError as wrong:
            said = UNREADABLE.format(n=roster.number, why=str(wrong))
            yield Found(roster.cluster_id, "", "norm", said, {"roster": roster.number})
            continue
        for finding in law.assess(counted, on=day).findings:
            if finding.verdict is Verdict.NOT_MET:
                yield lead("norm", roster, finding, day)
            elif finding.verdict is Verdict.MET and narrow(finding.margin, finding.limit):
                yield lead("margin", roster, finding, day)


def lead(kind: str, roster: RosterRevision, finding: Finding, day: date) -> Found:
    """One condition on one roster: what it asks, what the roster gives, by how much."""
    (zh, zh_rows), (en, en_rows) = (told(kind, roster, finding, tongue) for tongue in ("zh", "en"))
    rows = [[a[0], b[0], a[1], b[1]] for a, b in zip(zh_rows, en_rows, strict=True)]
    evidence: dict[str, Any] = {
        "norm": finding.id,
        "clause": finding.clause,
        "roster": roster.number,
        "on": day.isoformat(),
        "rows": rows,
        "links": [["名册", "Roster", reverse("register:cluster", args=[roster.cluster_id])]],
    }
    return Found(roster.cluster_id, "", kind, Text(zh, en), evidence, f"{finding.id}/{roster.number}")


def told(kind: str, roster: RosterRevision, finding: Finding, tongue: str) -> tuple[str, list[tuple[str, str]]]:
    """The sentence and its numbers in one language."""
    with speaking(tongue):
        value = amount(finding.value, finding.unit, finding.limit)
        sign = SIGNS.get(finding.op or "", "")
        limit = f"{sign}{written(finding.limit, finding.unit)}" if finding.limit else "—"
        title, clause = str(finding.title), finding.clause
        missed = Text("今日测算不符合", "would not be met today")
        close = Text("符合但接近门槛", "is met, close to its limit")
        verdict = str(missed if kind == "norm" else close)
        said = Text(
            f"{title}（{clause}）按名册第 {roster.number} 版（{roster.base_year} 年）{verdict}："
            f"{value}，门槛 {limit}。",
            f"{title} ({clause}) {verdict} by roster {roster.number} ({roster.base_year}): {value}, limit {limit}.",
        )
        labels = (Text("测算值", "Value"), Text("门槛", "Limit"), Text("余量", "Margin"))
        margin = amount(finding.margin, finding.unit) if finding.margin is not None else "—"
        return str(said), [(str(label), shown) for label, shown in zip(labels, (value, limit, margin), strict=True)]


register(look)
