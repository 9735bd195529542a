"""What the recognised clusters of a territory stand at on a day (Articles 15, 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Recognition
from jiqun.register.terms import Standing
from jiqun.standards import divisions


@dataclass(frozen=True, slots=True)
class Held:
    """One provincial recognition: whose, since when, until when, and what it is on the day."""

    cluster: UUID
    name: str
    invented: bool
    place: str
    code: str
    batch: str
    valid_from: date | None
    valid_to: date | None
    standing: Standing


def held(user: Account, on: date) -> list[Held]:
    """The provincial recognitions of the territory, those whose term ends first on top; one query."""
    rows = (
        Recognition.objects.visible_to(user)
        .filter(level=PROVINCIAL)
        .select_related("cluster")
        .order_by("valid_to", "cluster__path", "cluster__name")
    )
    return [
        Held(
            row.cluster_id,
            row.cluster.name,
            row.cluster.invented,
            divisions.full_name(row.cluster.authority_id),
            row.cluster.authority_id,
            row.batch,
            row.valid_from,
            row.valid_to,
            row.standing(on),
        )
        for row in rows
    ]
