"""Incidents of firms of a cluster: concluded hits, hits nobody concluded on, and imported lists (Article 17(五)).

Whether an incident is of the grade the article names is for other authorities to find; a lead only says what is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, OuterRef, Subquery
from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.casework.models.case import above
from jiqun.facts.rows import INCIDENT_TITLES
from jiqun.inquiries.acts.lists import lines_for
from jiqun.inquiries.matching import BY_CODE, Listed, matches
from jiqun.inquiries.models import Hit, IncidentList
from jiqun.inquiries.models.hits import CONFIRMED, PENDING
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, FirmYearRow, Recognition, RosterRevision
from jiqun.supervision.tracking.sources import Found, register

GROUND = "A17.5"


def of_hits(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """Hits on these clusters since they were recognised that are true or not yet concluded on; two queries."""
    since = dict(
        Recognition.objects.filter(cluster__in=clusters, level=PROVINCIAL, valid_from__isnull=False)
        .values_list("cluster")
        .annotate(first=Min("valid_from"))
        .order_by()
    )
    rows = Hit.objects.filter(cluster__in=since, state__in=(CONFIRMED, PENDING), found_on__lte=on)
    for hit in rows.order_by("found_on", "pk"):
        day = hit.on or hit.found_on
        if day < since[hit.cluster_id]:
            continue
        kind = INCIDENT_TITLES.get(hit.kind, Text(hit.kind, hit.kind))
        sure = hit.state == CONFIRMED
        grade = Text(hit.grade or "等级不明", hit.grade or "grade not known")
        yield Found(
            hit.cluster_id,
            GROUND if sure else "",
            "incident",
            Text(
                f"{hit.name}：{kind.zh}（{grade.zh}，{day}），{'经核实属实' if sure else '尚待核实'}。",
                f"{hit.name}: {kind.en} ({grade.en}, {day}), {'found true' if sure else 'not concluded on yet'}.",
            ),
            {
                "hit": str(hit.pk),
                "state": hit.state,
                "rows": [
                    ["信用代码", "Credit code", hit.uscc],
                    ["等级", "Grade", grade.zh, grade.en],
                    ["认定机关", "Found by", hit.authority or "—"],
                    ["文号", "Document", hit.document or "—"],
                ],
                "links": [["疑似命中", "Hit", reverse("inquiries:hit", args=[hit.pk])]],
            },
            f"{hit.pk}/{hit.state}",
        )


def of_lists(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """Firms of the newest rosters that the newest revisions of imported lists name; four queries and those of the
    lines. A prefecture's list is held against its own clusters, the province's against all."""
    newest: dict[tuple[str, str], IncidentList] = {}
    for row in IncidentList.objects.filter(published_on__lte=on).order_by("title", "authority_id", "number"):
        newest[row.authority_id, row.title] = row
    lists = {row.pk: row for row in newest.values()}
    if not lists:
        return
    firms = names_by_cluster(clusters)
    lines = lines_for(lists, {code: name for each in firms.values() for code, name in each.items()})
    screened = set(Hit.objects.filter(cluster__in=clusters, listed__in=lists).values_list("cluster", "listed", "uscc"))
    for cluster in clusters:
        heard = set(above(cluster.path))
        fitting = [line for line in lines if lists[line.list_id].path in heard]
        for match in matches(firms.get(cluster.pk, {}), [Listed(line, line.uscc, line.name) for line in fitting]):
            line: Any = match.listed.key
            if (cluster.pk, line.list_id, match.uscc) not in screened:
                yield listed(cluster, lists[line.list_id], line, match.uscc, firms[cluster.pk][match.uscc], match.by)


def listed(cluster: Cluster, source: IncidentList, line: Any, uscc: str, name: str, by: str) -> Found:
    """One line of a list that seems to name a firm."""
    kind = INCIDENT_TITLES.get(line.kind, Text(line.kind, line.kind))
    how = Text("信用代码一致", "same credit code") if by == BY_CODE else Text("仅名称相同", "same name only")
    return Found(
        cluster.pk,
        "",
        "listed",
        Text(
            f"{name}列入“{source.title}”（{source.published_on}，{kind.zh}），{how.zh}，待核实。",
            f"{name} is named in “{source.title}” ({source.published_on}, {kind.en}), {how.en}; to be looked into.",
        ),
        {
            "list": str(source.pk),
            "rows": [
                ["信用代码", "Credit code", uscc],
                ["名单所列", "As listed", f"{line.name} {line.uscc}".strip()],
                ["等级", "Grade", line.grade or "—"],
                ["文号", "Document", line.document or "—"],
            ],
            "links": [["名单", "List", reverse("inquiries:list", args=[source.pk])]],
        },
        f"{source.authority_id}/{source.title}/{uscc}/{line.uscc}/{line.name}/{line.document}",
    )


def names_by_cluster(clusters: Sequence[Cluster]) -> dict[UUID, dict[str, str]]:
    """Credit code → name of the newest roster of each cluster; one query."""
    newest = RosterRevision.objects.filter(cluster=OuterRef("roster__cluster")).order_by("-number").values("pk")[:1]
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = FirmYearRow.objects.filter(roster__cluster__in=clusters, roster=Subquery(newest)).order_by("year")
    for cluster, uscc, name in rows.values_list("roster__cluster", "enterprise_id", "name"):
        found[cluster][uscc] = name
    return found


register(of_hits)
register(of_lists)
