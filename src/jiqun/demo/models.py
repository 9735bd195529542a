"""The demonstration's own memory: where its clock stands."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from jiqun.authorities.models import OFFICE, Level


class DemoClockQuerySet(models.QuerySet["DemoClock"]):
    """The clock, for those who may see it."""

    def visible_to(self, user: Any) -> DemoClockQuerySet:
        """The province's office, and only in a demonstration."""
        province = user.role in OFFICE and user.level == Level.PROVINCE
        return self.all() if settings.JIQUN_DEMO and province else self.none()

    def for_tasks(self) -> DemoClockQuerySet:
        """Moving the clock is nobody's task."""
        return self.none()


class DemoClock(models.Model):
    """The pinned business time; at most one row, moved forward only, by an act."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    now = models.DateTimeField()
    state = models.CharField(max_length=10, default="running")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[DemoClockQuerySet] = DemoClockQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="demo_clock_is_one_row"),)

    @property
    def title(self) -> str:
        """What pages call it."""
        return "演示时钟"
