"""Roster revisions: what one workbook said, immutable from the moment it is stored.

Columns and units are those of `jiqun.facts.rows`: money in 分, mass in kg, energy in kgce, area in m².
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.register.models.cluster import Cluster, Enterprise


class RosterQuerySet(models.QuerySet["RosterRevision"]):
    """Rosters, always through who may see their cluster."""

    def visible_to(self, user: Any) -> RosterQuerySet:
        """Rosters of the clusters the account sees."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))


class RosterRevision(models.Model):
    """One revision of a cluster's roster. `sha256` is of its canonical content, `file_sha256` of the workbook.

    `name` is the cluster's as the workbook says it; `warnings` are what reading it remarked: [{"zh", "en"}].
    `corrects` is the revision this one was made from by correcting a firm; such a one has no workbook of its own.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="rosters")
    number = models.PositiveIntegerField()
    base_year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=60)
    lead_codes = models.CharField(max_length=60)
    area_m2 = models.BigIntegerField(null=True)
    population = models.BigIntegerField(null=True)
    firms = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64, blank=True)
    warnings = models.JSONField(default=list)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[RosterQuerySet] = RosterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cluster", "number"], name="one_roster_a_number"),)


class FirmYearRow(models.Model):
    """A firm's own confirmed figures of one year."""

    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="firm_years")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", db_column="uscc")
    name = models.CharField(max_length=120)
    industry = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    employees = models.BigIntegerField(null=True)
    revenue = models.BigIntegerField(null=True)
    assets = models.BigIntegerField(null=True)
    output = models.BigIntegerField(null=True)
    rd = models.BigIntegerField(null=True)
    patents = models.BigIntegerField(null=True)
    energy = models.BigIntegerField(null=True)
    co2 = models.BigIntegerField(null=True)
    platform = models.BooleanField(null=True)
    software = models.BooleanField(null=True)
    exports = models.BigIntegerField(null=True)
    value_added = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["roster", "enterprise", "year"], name="one_line_a_firm_and_year"),
        )


class BelowSizeRow(models.Model):
    """A stamped aggregate of firms below the statistical size (规下汇总)."""

    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="below_size")
    year = models.PositiveSmallIntegerField()
    size = models.CharField(max_length=4)
    lead = models.BooleanField()
    firms = models.BigIntegerField(null=True)
    output = models.BigIntegerField(null=True)
    rd = models.BigIntegerField(null=True)
    employees = models.BigIntegerField(null=True)
    authority = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=120, blank=True)


class HonourRow(models.Model):
    """A firm's title with its validity (荣誉资质)."""

    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="honours")
    uscc = models.CharField(max_length=18)
    title = models.CharField(max_length=40)
    level = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    batch = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)


class IncidentRow(models.Model):
    """An incident as another authority found it (重大事项); the grade is theirs, blank when unknown."""

    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="incidents")
    uscc = models.CharField(max_length=18)
    kind = models.CharField(max_length=20)
    grade = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    authority = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=120, blank=True)


class SearchRow(models.Model):
    """A register searched on a day, and the kinds of incidents it covers (查询登记), joined by 、."""

    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="searches")
    register = models.CharField(max_length=120)
    on = models.DateField()
    kinds = models.CharField(max_length=200)


class EfficiencyRow(models.Model):
    """Unit consumption against the sector's benchmark (能效水效); both as exact fractions in text."""

    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="efficiency")
    uscc = models.CharField(max_length=18)
    product = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4)
    used = models.CharField(max_length=60)
    benchmark = models.CharField(max_length=60)
    unit = models.CharField(max_length=30)
    basis = models.CharField(max_length=120, blank=True)
