"""The demonstration's own memory: where its clock stands."""

from __future__ import annotations

from django.db import models


class DemoClock(models.Model):
    """The pinned business time; at most one row, moved forward only."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    now = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="demo_clock_is_one_row"),)
