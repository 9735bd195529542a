"""Boundaries as they were filed, immutable: a later one supersedes them (Articles 3, 13(二), 17(四))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.evidence.models import StoredFile
from jiqun.register.models import Cluster

if TYPE_CHECKING:
    from shapely.geometry import MultiPolygon


class BoundaryQuerySet(models.QuerySet["Boundary"]):
    """Boundaries, always through who may see their cluster."""

    def visible_to(self, user: Any) -> BoundaryQuerySet:
        """Boundaries of the clusters the account sees; never the public, never experts."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))


class Boundary(models.Model):
    """One revision of a cluster's boundary (空间范围).

    `shape` is a GeoJSON MultiPolygon in CGCS2000 longitude and latitude, `sha256` its digest; areas in m² on GRS 80;
    `outside_m2` is what lies outside the county, `None` where there is no outline to hold it against. `overlaps`:
    [{"cluster": key, "name": …, "m2": …}] at the time of filing. `file` is what was uploaded, untouched.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="boundaries")
    number = models.PositiveIntegerField()
    shape = models.JSONField()
    sha256 = models.CharField(max_length=64)
    area_m2 = models.BigIntegerField()
    outside_m2 = models.BigIntegerField(null=True)
    overlaps = models.JSONField(default=list)
    system = models.CharField(max_length=10)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default="filed")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[BoundaryQuerySet] = BoundaryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cluster", "number"], name="one_boundary_a_number"),)

    def __str__(self) -> str:
        return f"{self.cluster.name} {self.number}"

    @property
    def polygons(self) -> MultiPolygon:
        """The shape to be measured with."""
        from shapely.geometry import MultiPolygon, shape

        found = shape(self.shape)
        assert isinstance(found, MultiPolygon)
        return found
