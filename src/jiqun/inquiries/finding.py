"""How a hit comes to be known: once, however often the same line turns up; where it lies until it is concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jiqun.authorities.models import Authority
from jiqun.casework.doing import Doing
from jiqun.inquiries.models import Hit
from jiqun.journal.canonical import canonical, digests
from jiqun.register.models import Cluster


def mark_of(source: str, values: Mapping[str, Any]) -> str:
    """What tells one find from another within a cluster: where it stands, and everything said there."""
    told = [
        source,
        *(str(values.get(name) or "") for name in ("uscc", "source_uscc", "source_name", "kind", "on", "document")),
    ]
    return digests(canonical({"told": told})).sha256


def above_county(cluster: Cluster) -> str:
    """The path of the prefecture a cluster belongs to: there hits lie that its county does not see yet."""
    code = cluster.authority.prefecture_code
    return Authority.objects.values_list("path", flat=True).get(pk=code or cluster.authority_id)


def keep(doing: Doing, hits: Sequence[Hit]) -> tuple[list[Hit], int]:
    """Keeps those that are new; gives back all as they stand, and how many were new. Two queries a cluster at most."""
    if not hits:
        return [], 0
    marks = [(hit.cluster_id, hit.mark) for hit in hits]
    there = {
        (each.cluster_id, each.mark): each
        for each in Hit.objects.filter(cluster__in={pk for pk, _ in marks}, mark__in={mark for _, mark in marks})
    }
    fresh = {(hit.cluster_id, hit.mark): hit for hit in hits if (hit.cluster_id, hit.mark) not in there}
    Hit.objects.bulk_create(fresh.values(), batch_size=500)
    known = {**there, **fresh}
    return [known[mark] for mark in dict.fromkeys(marks)], len(fresh)
