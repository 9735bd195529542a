"""A year's self-assessment of a cluster against Article 13 (年度自评): nothing is decided by it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.casework.models import Case
from jiqun.register.models import Cluster, RosterRevision


class AssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    """Self-assessments, always through who may see their matter."""

    def visible_to(self, user: Any) -> AssessmentQuerySet:
        """Drafts are the county's own; what was handed in is seen by those above it as well."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def handed_in(self) -> AssessmentQuerySet:
        """Those that were handed in and not given back."""
        return self.filter(handed_in_at__isnull=False)


class SelfAssessment(models.Model):
    """What a cluster's figures of one year say of Article 13. `year` is the base year of its roster.

    The computed norms are pinned as they were that day: `norms` holds for each its id, clause, title, verdict, value,
    unit, comparison, limit, and in words value, limit and distance (`computing.Pinned`); `measure`, `on` and
    `facts_sha256` say what they rest on, `lapsed` that no measure was in force and the last one was taken. `met`,
    `short`, `unknown` count them, and `course` is what a list needs of them (`computing.Course`), a tenth of the size.
    `judged` are the county's answers on what a person judges: norm → {"said", "met"}.
    `opinion` is the prefecture's, `returned` why it was given back. `dropped` frees the year for another.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="self_assessment")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="self_assessments")
    year = models.PositiveSmallIntegerField()
    roster = models.ForeignKey(RosterRevision, models.PROTECT, null=True, related_name="+")
    measure = models.CharField(max_length=40, blank=True)
    on = models.DateField(null=True)
    lapsed = models.BooleanField(default=False)
    facts_sha256 = models.CharField(max_length=64, blank=True)
    norms = models.JSONField(default=list)
    course = models.JSONField(default=dict)
    met = models.PositiveSmallIntegerField(default=0)
    short = models.PositiveSmallIntegerField(default=0)
    unknown = models.PositiveSmallIntegerField(default=0)
    judged = models.JSONField(default=dict)
    handed_in_at = models.DateTimeField(null=True)
    opinion = models.TextField(blank=True)
    returned = models.TextField(blank=True)
    dropped = models.BooleanField(default=False)

    objects: ClassVar[AssessmentQuerySet] = AssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["cluster", "year"],
                condition=models.Q(dropped=False),
                name="one_self_assessment_a_cluster_and_year",
            ),
        )
