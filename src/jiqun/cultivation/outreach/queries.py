"""What pages read of outreach: how many firms stand where, by policy and cluster; sums are the database's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.cultivation.models import Outreach, OutreachFirm, Policy
from jiqun.cultivation.outreach.states import MISSING, ORDER, STATES
from jiqun.register.models import Cluster


@dataclass(slots=True)
class Coverage:
    """Firms by state; `what` is the outreach, or the policy where several are summed."""

    what: Any
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))

    @property
    def firms(self) -> int:
        """All it is meant for."""
        return sum(self.counts.values())

    @property
    def missing(self) -> int:
        """Those nobody reached yet."""
        return self.counts[MISSING]

    @property
    def reached(self) -> int:
        """Those in any later state."""
        return self.firms - self.missing

    @property
    def share(self) -> str:
        """Reached in whole per cent, rounded down; blank for nobody."""
        return f"{100 * self.reached // self.firms}%" if self.firms else ""

    @property
    def by_state(self) -> list[tuple[str, Text, int]]:
        """Every state with its firms."""
        return [(name, title, self.counts[name]) for name, title in STATES.items()]

    def at_least(self, state: str) -> int:
        """Firms that came to a state or beyond it."""
        return sum(self.counts[each] for each in ORDER[ORDER.index(state) :])


def counted(rows: QuerySet[OutreachFirm], by: str) -> dict[Any, dict[str, int]]:
    """State → firms for each value of a column; one query."""
    found: dict[Any, dict[str, int]] = {}
    for key, state, n in rows.order_by().values(by, "state").annotate(n=Count("pk")).values_list(by, "state", "n"):
        found.setdefault(key, dict.fromkeys(STATES, 0))[state] = n
    return found


def policies(user: Account, asked: Mapping[str, str]) -> list[Coverage]:
    """The policies an account sees with how far they came in its territory; two queries."""
    rows = Policy.objects.visible_to(user).select_related("authority")
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if words := asked.get("q"):
        rows = rows.filter(Q(title__icontains=words) | Q(document__icontains=words))
    found = list(rows.order_by("-on", "title", "pk")[:500])
    sums = counted(OutreachFirm.objects.visible_to(user).filter(outreach__policy__in=found), "outreach__policy")
    return [Coverage(each, sums.get(each.pk, dict.fromkeys(STATES, 0))) for each in found]


def outreaches(user: Account, policy: Policy) -> list[Coverage]:
    """A policy's outreaches in the territory, those with most firms missing first; two queries."""
    rows = Outreach.objects.visible_to(user).filter(policy=policy).select_related("cluster__authority")
    sums = counted(OutreachFirm.objects.filter(outreach__in=rows), "outreach")
    found = [Coverage(each, sums.get(each.pk, dict.fromkeys(STATES, 0))) for each in rows]
    return sorted(found, key=lambda each: (-each.missing, each.what.cluster.path, each.what.cluster.name))


def of_cluster(user: Account, cluster: Cluster) -> list[Coverage]:
    """All that was brought to a cluster, the newest first; two queries."""
    rows = Outreach.objects.visible_to(user).filter(cluster=cluster).select_related("policy__authority")
    sums = counted(OutreachFirm.objects.filter(outreach__in=rows), "outreach")
    return [Coverage(each, sums.get(each.pk, dict.fromkeys(STATES, 0))) for each in rows.order_by("-at")]


def coverage(outreach: Outreach) -> Coverage:
    """One outreach; one query."""
    sums = counted(OutreachFirm.objects.filter(outreach=outreach), "outreach")
    return Coverage(outreach, sums.get(outreach.pk, dict.fromkeys(STATES, 0)))


def firms(outreach: Outreach, state: str) -> QuerySet[OutreachFirm]:
    """Its firms in a state (all for none), by name."""
    rows = OutreachFirm.objects.filter(outreach=outreach).select_related("firm").order_by("firm__name", "pk")
    return rows.filter(state=state) if state in STATES else rows


def still_to_open(user: Account, policy: Policy) -> QuerySet[Cluster]:
    """Clusters of the territory with a roster that the policy was not brought to, by place."""
    there = Outreach.objects.filter(policy=policy).values("cluster")
    rows = Cluster.objects.visible_to(user).filter(rosters__isnull=False).exclude(pk__in=there)
    return rows.distinct().order_by("path", "name")
