"""Clusters and enterprises (Articles 2, 3)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import OFFICE, Authority, Role


class ClusterQuerySet(models.QuerySet["Cluster"]):
    """Clusters, always through who may see them."""

    def visible_to(self, user: Any) -> ClusterQuerySet:
        """Those of the territory for office staff and the discipline supervisor; nobody else sees any here.

        What the public may read of a recognised cluster goes through `public()`.
        """
        if user.role not in (*OFFICE, Role.SUPERVISOR) or user.authority is None:
            return self.none()
        return self.filter(path__startswith=user.authority.path)

    def public(self) -> ClusterQuerySet:
        """Clusters that hold or held a recognition: their names are public (主动公开)."""
        return self.filter(Q(recognitions__isnull=False)).distinct()


class Cluster(models.Model):
    """A cluster, within one county-level place (Article 3). `lead_codes`: GB/T 4754-2017, joined by 、.

    `invented` marks what exists in the demonstration only.
    """

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=80)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="clusters")
    path = models.CharField(max_length=120, db_index=True)
    lead_codes = models.CharField(max_length=60)
    niche = models.CharField(max_length=60, blank=True)
    strategic = models.CharField(max_length=60, blank=True)
    invented = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default="active")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[ClusterQuerySet] = ClusterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["authority", "name"], name="one_cluster_a_name_and_place"),)

    def __str__(self) -> str:
        return self.name

    @property
    def leads(self) -> tuple[str, ...]:
        """The lead industry's codes."""
        return tuple(code for code in self.lead_codes.split("、") if code)


class Enterprise(models.Model):
    """A firm by its unified social credit code (GB 32100)."""

    uscc = models.CharField(max_length=18, primary_key=True)
    name = models.CharField(max_length=120)
    invented = models.BooleanField(default=False)

    class Meta:
        # a search walks it in the order it shows, and stops at the first hits
        indexes = (models.Index(fields=("name", "uscc"), name="firm_by_name"),)

    def __str__(self) -> str:
        return self.name
