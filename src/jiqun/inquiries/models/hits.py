"""A firm that an answer or a list seems to name (疑似命中): nothing until a person has concluded on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import STAFF
from jiqun.evidence.models import StoredFile
from jiqun.inquiries.models.inquiry import Letter
from jiqun.inquiries.models.lists import IncidentList
from jiqun.register.models import Cluster

PENDING, CONFIRMED, UNFOUNDED, OUTSIDE = "pending", "confirmed", "unfounded", "outside"


class HitQuerySet(models.QuerySet["Hit"]):
    """Hits, always through who may see them."""

    def visible_to(self, actor: Any) -> HitQuerySet:
        """Those that lie in the territory: a prefecture's own lie at the prefecture until they are concluded."""
        if actor.role not in STAFF or actor.authority is None:
            return self.none()
        return self.filter(path__startswith=actor.authority.path)

    def pending(self) -> HitQuerySet:
        """Those nobody has concluded on."""
        return self.filter(state=PENDING)

    def for_tasks(self) -> HitQuerySet:
        """As the workbench lists them."""
        return self.order_by("found_on", "name", "id")


class Hit(models.Model):
    """疑似命中·待核, from a department's answer (`letter`) or an imported list (`listed`).

    `kind` is one of `facts.rows.INCIDENT_KINDS`; `grade`, `on`, `authority`, `document` are as the source says, blank
    when it does not. `mark` tells one find from another within a cluster, so that screening again raises none twice.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="hits")
    path = models.CharField(max_length=120, db_index=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="hits")
    listed = models.ForeignKey(IncidentList, models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=64)
    matched = models.CharField(max_length=4)
    uscc = models.CharField(max_length=18)
    name = models.CharField(max_length=120)
    source_uscc = models.CharField(max_length=18, blank=True)
    source_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20)
    grade = models.CharField(max_length=40, blank=True)
    on = models.DateField(null=True)
    authority = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=120, blank=True)
    found_on = models.DateField()
    state = models.CharField(max_length=10, default=PENDING)
    reason = models.CharField(max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    concluded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    concluded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[HitQuerySet] = HitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cluster", "mark"], name="one_hit_a_mark"),)
        indexes = (models.Index(fields=["cluster", "state"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the workbench calls it."""
        return f"疑似命中：{self.name}（{self.kind}）"

    @property
    def due_at(self) -> datetime | None:
        """No period is set for concluding."""
        return None
