"""Leads (疑点线索): what the system noticed of a recognised cluster. Restricted, without any legal meaning."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Account, Authority, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.register.models import Cluster

OPEN, DISMISSED, TAKEN_UP = "open", "dismissed", "taken_up"
READERS = (*OFFICE, Role.SUPERVISOR)
LEVELS = (Level.PREFECTURE, Level.PROVINCE)


def may_read(user: Any) -> bool:
    """Whether the account reads leads at all: offices of prefecture and province, and the discipline supervisor."""
    return user.role in READERS and user.level in LEVELS and user.authority is not None


class LeadQuerySet(models.QuerySet["Lead"]):
    """Leads, always through who may see them."""

    def visible_to(self, user: Any) -> LeadQuerySet:
        """Those of the territory, for prefectures and the province; nobody else sees any."""
        if not may_read(user):
            return self.none()
        return self.filter(path__startswith=user.authority.path)


class LookQuerySet(models.QuerySet["Look"]):
    """Looks, always through who may see them."""

    def visible_to(self, user: Any) -> LookQuerySet:
        """Those of the territory, for prefectures and the province."""
        if not may_read(user):
            return self.none()
        return self.filter(path__startswith=user.authority.path)


class Look(models.Model):
    """One run of every source over the recognised clusters of a territory: how many were looked at, on which day,
    what each source found (`counts`, by its name) and how much of it was new."""

    id = models.UUIDField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    path = models.CharField(max_length=120, db_index=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    clusters = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    found = models.PositiveIntegerField()
    fresh = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="done")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[LookQuerySet] = LookQuerySet.as_manager()  # type: ignore[assignment]


class Lead(models.Model):
    """One finding. `ground` is the clause it may touch (`A17.3`), blank where it touches none; `kind` its source's.

    `evidence` are the numbers and addresses it rests on (see `tracking.sources.Found`). `mark` tells one finding from
    another of the same cluster, so that looking again raises none twice; `last` is the look that found it last.
    `reason` is why it was dismissed or what is done about it, `case` the matter it was handed over to.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="noticed")
    path = models.CharField(max_length=120, db_index=True)
    ground = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=30)
    zh = models.TextField()
    en = models.TextField()
    evidence = models.JSONField(default=dict)
    mark = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    last = models.ForeignKey(Look, models.PROTECT, related_name="noticed")
    state = models.CharField(max_length=10, default=OPEN)
    reason = models.TextField(blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="noticed")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[LeadQuerySet] = LeadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cluster", "mark"], name="one_lead_a_mark"),)
        indexes = (models.Index(fields=["path", "state"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> Text:
        """What was noticed."""
        return Text(self.zh, self.en)

    @property
    def title(self) -> str:
        """What the workbench calls it."""
        return f"疑点线索：{self.cluster.name}"
