"""A cluster's yearly figures as they were last handed in: what tracking, dashboards and reports read (Article 16)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.register.models.cluster import Cluster
from jiqun.register.models.roster import RosterRevision

FIGURES = (
    "firms",
    "firms_sme",
    "employees",
    "output",
    "output_sme",
    "output_lead",
    "revenue",
    "rd",
    "rd_sme",
    "patents",
    "energy",
    "co2",
    "exports",
    "platform_users",
    "software_users",
    "top_firms",
    "listed_firms",
)
"""The figures kept, in the order of a table. Money in 分, energy in kgce, carbon dioxide in kg, the others counted."""


class YearQuerySet(models.QuerySet["ClusterYear"]):
    """Yearly figures, always through who may see their cluster."""

    def visible_to(self, user: Any) -> YearQuerySet:
        """Those of the clusters the account sees."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))


class ClusterYear(models.Model):
    """One cluster's figures of one year, replaced when the year is handed in again; `None` is not known.

    `blanks` names the figures that are lower bounds, with how many firms left them blank. `source` says in words where
    they come from, `case_id` names the matter they were handed in with (without a foreign key), `roster` the rows
    behind them; what came from paper has neither.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    roster = models.ForeignKey(RosterRevision, models.PROTECT, null=True, related_name="+")
    case_id = models.UUIDField(null=True)
    source = models.CharField(max_length=300)
    backfilled = models.BooleanField(default=False)
    kept_at = models.DateTimeField()
    blanks = models.JSONField(default=dict)
    firms = models.BigIntegerField(null=True)
    firms_sme = models.BigIntegerField(null=True)
    employees = models.BigIntegerField(null=True)
    output = models.BigIntegerField(null=True)
    output_sme = models.BigIntegerField(null=True)
    output_lead = models.BigIntegerField(null=True)
    revenue = models.BigIntegerField(null=True)
    rd = models.BigIntegerField(null=True)
    rd_sme = models.BigIntegerField(null=True)
    patents = models.BigIntegerField(null=True)
    energy = models.BigIntegerField(null=True)
    co2 = models.BigIntegerField(null=True)
    exports = models.BigIntegerField(null=True)
    platform_users = models.BigIntegerField(null=True)
    software_users = models.BigIntegerField(null=True)
    top_firms = models.BigIntegerField(null=True)
    listed_firms = models.BigIntegerField(null=True)

    objects: ClassVar[YearQuerySet] = YearQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cluster", "year"], name="one_line_a_cluster_and_year"),)
