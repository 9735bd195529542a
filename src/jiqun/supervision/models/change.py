"""Major changes of a recognised cluster as they were filed, and within how long they have to be (Article 17(四))."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.boundaries.models import Boundary
from jiqun.casework.models import Case
from jiqun.register.models import Cluster, Goal, RosterRevision


class ChangeFilingQuerySet(models.QuerySet["ChangeFiling"]):
    """Filings, always through who may see their matter."""

    def visible_to(self, user: Any) -> ChangeFilingQuerySet:
        """Those whose matter the account sees: a draft by its county alone, what was handed in by those above too."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def filed(self) -> ChangeFilingQuerySet:
        """Those the province put on record."""
        return self.filter(filed_on__isnull=False)


class ChangeFiling(models.Model):
    """One change of one cluster (重大变动报备): what it is (`kind`, a key of `changes.kinds.KINDS`), since when, why.

    `before` is what was on record when it was entered, `after` what is so now, as its kind writes them. `boundary` is
    the revision a change of extent names; `roster` what the findings beside it were computed from, pinned when it is
    handed in. `handed_in_on` is the first day it was handed in, `due_on` the last day of the period the province set
    for it: empty where none was in force on the day of the change, and then nothing is `late`. `filed_on` is the day it
    was put on record, `opinion` what the prefecture said of it, `returned` why it was given back last. A cluster has
    one change of a kind under way: `settled` frees its place.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="change_filing")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="change_filings")
    kind = models.CharField(max_length=12)
    changed_on = models.DateField()
    reason = models.TextField()
    before = models.JSONField()
    after = models.JSONField()
    boundary = models.ForeignKey(Boundary, models.PROTECT, null=True, related_name="+")
    roster = models.ForeignKey(RosterRevision, models.PROTECT, null=True, related_name="+")
    handed_in_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    late = models.BooleanField(default=False)
    opinion = models.TextField(blank=True)
    filed_on = models.DateField(null=True)
    returned = models.TextField(blank=True)
    settled = models.BooleanField(default=False)

    objects: ClassVar[ChangeFilingQuerySet] = ChangeFilingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["cluster", "kind", "filed_on"]),)
        constraints = (
            models.UniqueConstraint(
                fields=["cluster", "kind"], condition=models.Q(settled=False), name="one_change_of_a_kind_under_way"
            ),
        )


class GoalAdjustment(models.Model):
    """New targets of a frozen goal, put on record with a filing (Article 15). The goal itself never changes.

    `targets` (year → decimal as text) holds the years that were adjusted and no other.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="adjustments")
    filing = models.ForeignKey(ChangeFiling, models.PROTECT, related_name="adjustments")
    targets = models.JSONField()
    filed_on = models.DateField()

    class Meta:
        ordering = ("filed_on", "pk")
        constraints = (models.UniqueConstraint(fields=["goal", "filing"], name="one_adjustment_a_goal_and_filing"),)


class FilingPeriod(models.Model):
    """Within how long a change has to be filed, as the province set it by a document: 17(四) says 及时, no number.

    `days` are working days unless `calendar_days`, counted from the day after the change, for changes since
    `counts_from`. In force from `set_at` on, the moment it was signed; `ended_on` is the first day without it.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="filing_period")
    days = models.PositiveSmallIntegerField()
    calendar_days = models.BooleanField(default=False)
    counts_from = models.DateField()
    document = models.CharField(max_length=80)
    dated_on = models.DateField()
    note = models.TextField(blank=True)
    set_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
