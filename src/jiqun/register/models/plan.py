"""The goals of the three-year plan (Articles 13(九), 15): frozen at recognition, judged at renewal."""

from __future__ import annotations

from django.db import models

from jiqun.register.models.cluster import Cluster
from jiqun.register.models.recognition import Recognition


class Goal(models.Model):
    """One goal: indicator, unit, base value, a target for each of three years, the unit responsible.

    `case_id` is the application it was entered in (no foreign key: the register stands below casework).
    `base` and the `targets` (year → value) are decimals as text. `recognition` is set when it is frozen. What came from
    paper (`backfilled`) has the key of no application: those of one cluster share one of their own.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="goals")
    case_id = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=80)
    unit = models.CharField(max_length=30)
    base = models.CharField(max_length=30)
    targets = models.JSONField()
    owner = models.CharField(max_length=80)
    recognition = models.ForeignKey(Recognition, models.PROTECT, null=True, related_name="goals")
    backfilled = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case_id", "number"], name="one_goal_a_number"),)
