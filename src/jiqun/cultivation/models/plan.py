"""A cluster's plan in eight directions (Articles 7, 13(九)): its revisions, its measures and how far they are."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.evidence.models import StoredFile
from jiqun.register.models import Cluster


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans, always through who may see their matter."""

    def visible_to(self, user: Any) -> PlanQuerySet:
        """Those whose matter the account sees."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Plan(models.Model):
    """The plan of a cluster for the three years from `first_year`. Its draft lies on the form's desk.

    `revision` is the one in force, 0 before the first. `opinion` is the prefecture's last. `dropped`: never adopted.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="plan")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="plans")
    first_year = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=0)
    opinion = models.TextField(blank=True)
    dropped = models.BooleanField(default=False)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["cluster", "first_year"], condition=Q(dropped=False), name="one_plan_a_cluster_and_period"
            ),
        )


class PlanRevision(models.Model):
    """A plan as it was signed, never changed. `content` is `plan.content.Content.plain()`, `answers` what the desk
    held; `reason` is why it was amended."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    answers = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    adopted_on = models.DateField()
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="one_plan_revision_a_number"),)


class PlanTask(models.Model):
    """A measure of the plan and how far it is; money in 分. `until` is the day it was put off to.

    One that a later revision no longer has is `ended` and keeps its notes.
    """

    id = models.UUIDField(primary_key=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=6)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=200)
    start = models.DateField()
    end = models.DateField()
    planned = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, default="ahead")
    until = models.DateField(null=True)
    spent = models.BigIntegerField(null=True)
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ("number", "pk")


class PlanNote(models.Model):
    """A note on a measure's progress (进展): what was done by a day, with its proof. `spent` so far, in 分."""

    id = models.UUIDField(primary_key=True)
    task = models.ForeignKey(PlanTask, models.PROTECT, related_name="notes")
    on = models.DateField()
    status = models.CharField(max_length=10)
    text = models.TextField()
    spent = models.BigIntegerField(null=True)
    until = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-on", "-pk")


class PlanResult(models.Model):
    """A year's result of a goal that no figure of the register tells, as the county reports it: a decimal as text."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="results")
    indicator = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=30)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "indicator", "year"], name="one_result_a_plan_goal_and_year"),
        )
