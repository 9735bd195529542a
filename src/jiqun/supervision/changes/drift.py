"""Where roster, boundary or agency of a recognised cluster differ from what stands on record and nobody filed it.

What is found is for people: a reminder to the county, a line for the offices above. It decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from jiqun.authorities.hours import ZONE, day_of
from jiqun.bilingual import Text
from jiqun.boundaries.models import Boundary
from jiqun.boundaries.queries import km2
from jiqun.forms.fields import split_codes
from jiqun.forms.models import Answer
from jiqun.register.models import Cluster, Recognition, RosterRevision
from jiqun.supervision.changes import record
from jiqun.supervision.changes.kinds.lead import named
from jiqun.supervision.models import ChangeFiling
from jiqun.web import figures

SHARE = Fraction(5, 100)
"""How much of the land of the boundary on record has to differ: less is taken for a line drawn anew. Our own choice."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: of which cluster, of which kind of change, since when it has been visible, in words."""

    cluster: UUID
    kind: str
    since: date
    text: Text
    evidence: dict[str, Any]


def of(clusters: Sequence[Cluster], on: date) -> list[Drift]:
    """Every difference of these clusters, as far as they are recognised; what is under way to be filed is none.

    Six queries whatever their number, and one more for each boundary whose shape has to be compared.
    """
    held = recognitions(clusters, on)
    wanted = [each for each in clusters if each.pk in held]
    if not wanted:
        return []
    filings: dict[tuple[UUID, str], list[ChangeFiling]] = defaultdict(list)
    known = Q(filed_on__isnull=False) | Q(settled=False)
    for row in ChangeFiling.objects.filter(known, cluster__in=wanted).order_by("filed_on", "pk"):
        filings[row.cluster_id, row.kind].append(row)
    open_ = {key for key, rows in filings.items() if any(not row.settled for row in rows)}
    found = [*of_rosters(wanted), *of_boundaries(wanted, held, filings), *of_agencies(wanted, held, filings)]
    return [each for each in found if (each.cluster, each.kind) not in open_]


def recognitions(clusters: Iterable[Cluster], on: date) -> dict[UUID, Recognition]:
    """The last provincial recognition of each, unless it was revoked; one query."""
    rows = Recognition.objects.filter(cluster__in=list(clusters), level=record.PROVINCIAL)
    last = {row.cluster_id: row for row in rows.order_by("valid_from", "announced_on", "pk")}
    return {key: row for key, row in last.items() if row.revoked_from is None or row.revoked_from > on}


def of_rosters(clusters: Sequence[Cluster]) -> Iterable[Drift]:
    """Lead industry of the newest roster against the codes on record; one query."""
    newest = RosterRevision.objects.filter(cluster=OuterRef("cluster")).order_by("-number").values("pk")[:1]
    rows = RosterRevision.objects.filter(cluster__in=clusters, pk=Subquery(newest))
    by_cluster = {row.cluster_id: row for row in rows}
    for cluster in clusters:
        roster = by_cluster.get(cluster.pk)
        if roster is None or not roster.lead_codes or set(split_codes(roster.lead_codes)) == set(cluster.leads):
            continue
        now, then = named(roster.lead_codes), named(cluster.lead_codes)
        yield Drift(
            cluster.pk,
            "lead",
            day_of(roster.at),
            Text(
                f"名册第 {roster.number} 版的主导产业为 {now}，登记的为 {then}，未见报备。",
                f"Roster {roster.number} has the lead industry {now}; on record is {then}; nothing was filed.",
            ),
            {"roster": roster.number, "codes": roster.lead_codes, "on_record": cluster.lead_codes},
        )


def of_boundaries(
    clusters: Sequence[Cluster],
    held: dict[UUID, Recognition],
    filings: dict[tuple[UUID, str], list[ChangeFiling]],
) -> Iterable[Drift]:
    """The newest boundary against the one on record; one query, and one for each pair of shapes compared."""
    revisions: dict[UUID, list[Boundary]] = defaultdict(list)
    for row in Boundary.objects.filter(cluster__in=clusters).defer("shape").order_by("number"):
        revisions[row.cluster_id].append(row)
    for cluster in clusters:
        rows = revisions[cluster.pk]
        filed = [each for each in filings.get((cluster.pk, "extent"), ()) if each.filed_on is not None]
        then = next((row for row in rows if filed and row.pk == filed[-1].boundary_id), None)
        then = then or record.standing(rows, held[cluster.pk])
        if then is None or rows[-1].sha256 == then.sha256 or rows[-1].number < then.number:
            continue
        now = rows[-1]
        if (share := differing(then, now)) <= SHARE:
            continue
        yield Drift(
            cluster.pk,
            "extent",
            day_of(now.at),
            Text(
                f"空间范围第 {now.number} 版（{km2(now.area_m2)} 平方公里）与登记的第 {then.number} 版"
                f"（{km2(then.area_m2)} 平方公里）相差 {figures.percent(share)}，未见报备。",
                f"Boundary {now.number} ({km2(now.area_m2)} km²) differs by {figures.percent(share)} from revision "
                f"{then.number} on record ({km2(then.area_m2)} km²); nothing was filed.",
            ),
            {"number": now.number, "area_m2": now.area_m2, "on_record": then.number, "share": str(share)},
        )


def differing(then: Boundary, now: Boundary) -> Fraction:
    """The land that lies in one of two boundaries only, as a share of the first."""
    from jiqun.geography import measuring

    then.refresh_from_db(fields=["shape"])
    now.refresh_from_db(fields=["shape"])
    if not then.area_m2:
        return Fraction(0)
    return Fraction(measuring.area_m2(then.polygons.symmetric_difference(now.polygons)), then.area_m2)


def of_agencies(
    clusters: Sequence[Cluster],
    held: dict[UUID, Recognition],
    filings: dict[tuple[UUID, str], list[ChangeFiling]],
) -> Iterable[Drift]:
    """The agency named in the newest form handed in against the one on record; one query."""
    told: dict[UUID, dict[UUID, dict[str, Answer]]] = defaultdict(lambda: defaultdict(dict))
    answers = Answer.objects.filter(case__cluster__in=clusters, field__in=record.AGENCY)
    for row in answers.exclude(case__state__in=("drafting", "withdrawn")).select_related("case"):
        assert row.case.cluster_id is not None
        told[row.case.cluster_id][row.case_id][row.field] = row
    for cluster in clusters:
        cases = told[cluster.pk]
        filed = [each for each in filings.get((cluster.pk, "agency"), ()) if each.filed_on is not None]
        first = cases.get(held[cluster.pk].case_id or cluster.pk, {})
        then = (
            record.as_agency({"agency_name": filed[-1].after["name"], "agency_uscc": filed[-1].after["uscc"]})
            if filed
            else agency_of(first)
        )
        rows = max(cases.values(), key=lambda each: max(row.at for row in each.values()), default=None)
        if rows is None or not then.name:
            continue
        now, at = agency_of(rows), max(row.at for row in rows.values()).astimezone(ZONE).date()
        stale = bool(filed) and filed[-1].filed_on is not None and at <= filed[-1].filed_on
        if stale or not now.name or (now.name == then.name and now.uscc in ("", then.uscc)):
            continue
        case = next(iter(rows.values())).case
        yield Drift(
            cluster.pk,
            "agency",
            at,
            Text(
                f"{case.number} 填写的运营管理机构为{now.name}，登记的为{then.name}，未见报备。",
                f"{case.number} names the agency {now.name}; on record is {then.name}; nothing was filed.",
            ),
            {"case": case.number, "name": now.name, "uscc": now.uscc, "on_record": then.name},
        )


def agency_of(rows: dict[str, Answer]) -> record.Agency:
    """The agency of one form."""
    return record.as_agency({name: row.value for name, row in rows.items()})
