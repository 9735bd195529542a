"""What stands recommended in a prefecture, for whoever recommends the next one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from jiqun.authorities.models import Authority
from jiqun.recognition.models import Application, Quota, Round

KEY_NORMS = ("13.2.output", "13.2.growth", "13.2.sme_share", "13.2.lead_share", "13.5.rd_growth", "13.3.firms")
"""The conditions whose figures the table of a recommendation shows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A prefecture's quota in a round, and what it has recommended by rank."""

    prefecture: Authority
    ranked: tuple[tuple[UUID, int, str], ...]
    used: int
    ceiling: int

    @property
    def left(self) -> int:
        """Places left."""
        return self.ceiling - self.used


def standing(row: Round, prefecture: Authority) -> Standing:
    """How a prefecture stands in a round; two queries."""
    ranked = Application.objects.filter(round=row.pk, prefecture=prefecture.pk, rank__isnull=False).order_by("rank")
    quota = Quota.objects.filter(round=row.pk, prefecture=prefecture.pk).values_list("used", "ceiling").first()
    used, ceiling = quota or (0, 0)
    rows = ranked.values_list("pk", "rank", "cluster__name")
    return Standing(prefecture, tuple((pk, rank or 0, name) for pk, rank, name in rows), used, ceiling)
