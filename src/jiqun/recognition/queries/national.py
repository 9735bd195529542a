"""The first national batch: which clusters of the register belong to it, and which stand at the provincial level
already (Article 14(三))."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from jiqun.register.levels import NATIONAL, PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.standards import divisions, industries

FIRST_BATCH = ("国家第一批", "首批国家级")
"""What the first national batch is called on the lists entered from paper."""
PUBLISHED = Path(__file__).parents[1] / "data" / "national_first_batch.csv"


@dataclass(frozen=True, slots=True)
class Member:
    """A cluster of the register that was recognised in the first national batch."""

    pk: UUID
    name: str
    place: str
    leads: str
    source: str
    published: bool
    held: str


@cache
def published() -> frozenset[tuple[str, str]]:
    """(place, name) of the clusters that public sources name; they name a part of the batch."""
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as file:
        return frozenset((row["city"] + row["county"], row["name"]) for row in csv.DictReader(file))


def members() -> list[Member]:
    """The clusters recognised in the first national batch, as the register holds them; two queries.

    `held` is the batch of a provincial recognition, empty where there is none.
    """
    rows = Recognition.objects.filter(level=NATIONAL, batch__in=FIRST_BATCH).select_related("cluster__authority")
    found = {row.cluster_id: row for row in rows.order_by("cluster__path", "cluster__name")}
    held = provincially(found)
    return [member(row.cluster, row.source, held.get(pk, "")) for pk, row in found.items()]


def provincially(clusters: Iterable[UUID]) -> dict[UUID, str]:
    """Which of these clusters were recognised at the provincial level, with the batch; one query."""
    rows = Recognition.objects.filter(level=PROVINCIAL, cluster__in=list(clusters)).values_list("cluster_id", "batch")
    return dict(rows)


def member(cluster: Cluster, source: str, held: str) -> Member:
    """One of them."""
    place = divisions.full_name(cluster.authority_id)
    leads = "、".join(industries.name(lead) for lead in cluster.leads)
    return Member(cluster.pk, cluster.name, place, leads, source, (place, cluster.name) in published(), held)


def line(each: Member) -> dict[str, Any]:
    """One line of the list as it is kept."""
    return {"cluster": str(each.pk), "name": each.name, "place": each.place, "lead": each.leads, "source": each.source}
