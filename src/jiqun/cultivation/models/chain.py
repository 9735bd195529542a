"""Links of the industrial chain (产业链上下游): who supplies a cluster, whom it supplies (Article 7(八), 13(四))."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account, Authority
from jiqun.bilingual import Text
from jiqun.register.models import Cluster, Enterprise

IN_FORCE, ENDED = "in_force", "ended"
DIRECTIONS = {
    "upstream": Text("上游", "Upstream"),
    "downstream": Text("下游", "Downstream"),
    "supporting": Text("配套", "Supporting"),
}


class ChainQuerySet(models.QuerySet["ChainLink"]):
    """Links, always through who may see their cluster."""

    def visible_to(self, user: Any) -> ChainQuerySet:
        """Those of the clusters in the account's territory."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))

    def in_force(self) -> ChainQuerySet:
        """Those that stand."""
        return self.filter(state=IN_FORCE)


class ChainLink(models.Model):
    """One link of a cluster (or of `firm` in it) with a partner: another `partner` cluster or whoever `party` names.

    `amount` in 分 is of `year`; both may be blank. `source` says where it is known from.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="chain")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    direction = models.CharField(max_length=12)
    firm = models.ForeignKey(Enterprise, models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="+")
    party = models.CharField(max_length=120, blank=True)
    product = models.CharField(max_length=120)
    amount = models.BigIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=IN_FORCE)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[ChainQuerySet] = ChainQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["cluster", "state", "direction"]),)

    @property
    def title(self) -> str:
        """What a history calls it."""
        return f"{self.product} · {self.with_whom}"

    @property
    def with_whom(self) -> str:
        """The partner by name."""
        return self.partner.name if self.partner is not None else self.party

    @property
    def direction_title(self) -> Text:
        """Which way."""
        return DIRECTIONS[self.direction]
