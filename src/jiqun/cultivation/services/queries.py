"""What pages read of services: how far a year's events reach the firms of the newest roster, and what is missing.

Coverage is the number of firms of a cluster's newest roster that an event of the year names, over all its firms. Firms
outside the roster are told beside it and never counted in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.cultivation.models import ServiceEvent, ServiceProvider
from jiqun.cultivation.models.services import IN_FORCE
from jiqun.cultivation.services.kinds import provider_kinds, service_kinds
from jiqun.register.models import Cluster, Enterprise, FirmYearRow, RosterRevision

SOON = timedelta(days=180)
"""How long before its end a certificate is reminded of."""


@dataclass(slots=True)
class Reach:
    """A cluster in a year: events, firms of the roster and those served, other firms, kinds without any event."""

    cluster: Cluster
    firms: int = 0
    served: int = 0
    events: int = 0
    others: int = 0
    kinds: set[str] = field(default_factory=set)

    @property
    def missing(self) -> list[Text]:
        """Kinds of service that no event of the year was of."""
        return [title for name, title in service_kinds().items() if name not in self.kinds]

    @property
    def left(self) -> int:
        """Firms of the roster that no event names."""
        return self.firms - self.served

    @property
    def share(self) -> str:
        """Coverage in whole per cent, rounded down; blank without a roster."""
        return f"{100 * self.served // self.firms}%" if self.firms else ""


def newest() -> Any:
    """The newest roster of a cluster, as a subquery of its key."""
    rows = RosterRevision.objects.filter(cluster=OuterRef("pk")).order_by("-number")
    return Subquery(rows.values("pk")[:1])


def reached(clusters: QuerySet[Cluster], year: int) -> list[Reach]:
    """Every cluster of these in a year, by place and name; three queries, whatever their number."""
    rows = clusters.select_related("authority").annotate(roster=newest()).order_by("path", "name")
    found = {each.pk: Reach(each) for each in rows}
    of_roster = {each.roster: each.pk for each in rows if each.roster}
    for roster, firms in RosterRevision.objects.filter(pk__in=of_roster).values_list("pk", "firms"):
        found[of_roster[roster]].firms = firms
    events = ServiceEvent.objects.in_force().filter(cluster__in=clusters, on__year=year)
    for pk, kind, others in events.values_list("cluster", "kind", "others"):
        reach = found[pk]
        reach.events, reach.others = reach.events + 1, reach.others + others
        reach.kinds.add(kind)
    for pk, served in served_of(events, of_roster):
        found[pk].served = served
    return list(found.values())


def served_of(events: QuerySet[ServiceEvent], rosters: Iterable[Any]) -> Iterable[tuple[Any, int]]:
    """Cluster and how many firms of its newest roster (`rosters`, keys) these events name; one query."""
    named = ServiceEvent.firms.through.objects.filter(
        serviceevent__in=events, serviceevent__cluster=OuterRef("roster__cluster"), enterprise=OuterRef("enterprise")
    )
    rows = FirmYearRow.objects.filter(Exists(named), roster__in=list(rosters)).order_by()
    return (
        rows.values("roster__cluster")
        .annotate(n=Count("enterprise", distinct=True))
        .values_list("roster__cluster", "n")
    )


def left_out(cluster: Cluster, year: int) -> QuerySet[Enterprise]:
    """Firms of the newest roster that no event of the year names, by name."""
    roster = RosterRevision.objects.filter(cluster=cluster).order_by("-number").values_list("pk", flat=True).first()
    named = ServiceEvent.objects.in_force().filter(cluster=cluster, on__year=year, firms=OuterRef("pk"))
    of_roster = FirmYearRow.objects.filter(roster=roster).values("enterprise")
    return Enterprise.objects.filter(~Exists(named), pk__in=of_roster).order_by("name")


def by_kind(events: QuerySet[ServiceEvent]) -> list[tuple[Text, int, int, int]]:
    """Each kind of service with its events, its firms by name (each once) and its other firms; two queries."""
    told = {
        row["kind"]: row
        for row in events.order_by()
        .values("kind")
        .annotate(n=Count("pk", distinct=True), firm=Count("firms", distinct=True))
    }
    others: dict[str, int] = {}
    for kind, n in events.values_list("kind", "others"):
        others[kind] = others.get(kind, 0) + n
    return [
        (title, told[name]["n"], told[name]["firm"], others.get(name, 0)) if name in told else (title, 0, 0, 0)
        for name, title in service_kinds().items()
    ]


def providers(user: Account, asked: Mapping[str, str], on: date) -> QuerySet[ServiceProvider]:
    """The providers an account sees, narrowed by `kind`, `q` and `show` (`soon`, `ended`); by kind and name."""
    rows = ServiceProvider.objects.visible_to(user).select_related("authority")
    rows = rows.exclude(state=IN_FORCE) if asked.get("show") == "ended" else rows.in_force()
    if asked.get("show") == "soon":
        rows = rows.filter(valid_to__lte=on + SOON)
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if words := asked.get("q"):
        rows = rows.filter(Q(name__icontains=words) | Q(certificate__icontains=words) | Q(code__icontains=words))
    counted = rows.annotate(done=Count("events", filter=Q(events__state=IN_FORCE)))
    return counted.order_by("kind", "name", "pk")


def kinds_without(user: Account, on: date) -> list[Text]:
    """Kinds of Article 10 that nobody in the territory is entered for, or whose certificates have all run out."""
    good = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    have = set(ServiceProvider.objects.visible_to(user).in_force().filter(good).values_list("kind", flat=True))
    return [each.title for each in provider_kinds().values() if each.name not in have]


def years(rows: QuerySet[ServiceEvent], now: int) -> list[int]:
    """The years there are events of, and this one, the latest first; one query."""
    return sorted({now, *(each.year for each in rows.dates("on", "year"))}, reverse=True)


def events_of(user: Account, cluster: Cluster, year: int) -> QuerySet[ServiceEvent]:
    """The events of a cluster in a year, the newest first."""
    rows = ServiceEvent.objects.visible_to(user).in_force().filter(cluster=cluster, on__year=year)
    return rows.select_related("provider").annotate(named=Count("firms")).order_by("-on", "title", F("pk"))
