"""Problems of a recognised cluster, each followed with its remedy until it is closed (Article 16: 问题与改进措施)."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.evidence.models import StoredFile
from jiqun.register.models import Cluster
from jiqun.supervision.models.report import AnnualReport

OPEN, CLOSED = "open", "closed"


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Problems, always through who may see their cluster."""

    def visible_to(self, user: Any) -> ProblemQuerySet:
        """Those of the clusters the account sees."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))

    def for_tasks(self) -> ProblemQuerySet:
        """As the workbench lists them."""
        return self.select_related("cluster").order_by("due_on", "noted_at", "pk")


class Problem(models.Model):
    """One problem. `owner` is the unit responsible, `due_on` the day it is to be solved by, where one is set.

    `due_text` is the date as a report wrote it when it is no day of the calendar. `report` is the annual report it was
    told in; without one an office noted it. `outcome`, `file` and `closed_on` say how it was solved.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="problems")
    report = models.ForeignKey(AnnualReport, models.PROTECT, null=True, related_name="problems")
    text = models.TextField()
    remedy = models.TextField(blank=True)
    owner = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(null=True)
    due_text = models.CharField(max_length=80, blank=True)
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=OPEN)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[ProblemQuerySet] = ProblemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["cluster", "state", "due_on"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the workbench calls it."""
        return f"{self.cluster.name}：{self.text}"[:120]

    @property
    def due_at(self) -> datetime | None:
        """The end of its day."""
        return None if self.due_on is None else datetime.combine(self.due_on, time(23, 59, 59), ZONE)
