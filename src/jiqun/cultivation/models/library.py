"""The cultivation library (培育库, Article 8): a cluster's entry, and what it was advised (指导记录)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.register.models import Cluster

ACTIVE = ("reserve", "growing", "ripe")
"""The stages 储备, 培育, 成熟: the states of an entry that is in the library."""


class LibraryQuerySet(models.QuerySet["LibraryEntry"]):
    """Entries, always through who may see their matter."""

    def visible_to(self, user: Any) -> LibraryQuerySet:
        """Those whose matter the account sees: its own, and those below it."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def active(self) -> LibraryQuerySet:
        """Those in the library now."""
        return self.filter(case__state__in=ACTIVE)


class LibraryEntry(models.Model):
    """A cluster in its prefecture's library; one that left and came again is the same entry.

    `entered_on` is the day it came (again), `stage_since` the day of its present stage. `reason` says why it was
    entered. Of one that left, `left_on` and `outcome` (`recognised`, `merged`, `other`) with `left_reason`.
    """

    class Outcome(models.TextChoices):
        """Why it left."""

        RECOGNISED = "recognised", "认定出库"
        MERGED = "merged", "并入其他集群"
        OTHER = "other", "不再培育"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="library_entry")
    cluster = models.OneToOneField(Cluster, models.PROTECT, related_name="library_entry")
    entered_on = models.DateField()
    stage_since = models.DateField()
    reason = models.TextField()
    left_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    left_reason = models.TextField(blank=True)

    objects: ClassVar[LibraryQuerySet] = LibraryQuerySet.as_manager()  # type: ignore[assignment]


class Guidance(models.Model):
    """One piece of advice: who gave it on which day, what is to be done by when, and what was done.

    `given_by` is the unit and people as called; `due_on` may be open; `done_on` and `outcome` say what came of it.
    """

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(LibraryEntry, models.PROTECT, related_name="guidance")
    given_on = models.DateField()
    given_by = models.CharField(max_length=120)
    advice = models.TextField()
    due_on = models.DateField(null=True)
    noted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ("-given_on", "-pk")
        indexes = (models.Index(fields=["entry", "done_on", "due_on"]),)
