"""The yearly appraisal (年度考核, Article 16): one a year over the province, and each cluster's sheet in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Authority, Level
from jiqun.casework.models import STAFF, Case
from jiqun.outgoing.models import PASSED, REACHED, Paper
from jiqun.register.models import Cluster, Recognition

MARKING, CONFIRMED, SETTLED, OBJECTED, ANSWERED = "marking", "confirmed", "settled", "objected", "answered"


class Appraisal(models.Model):
    """What is particular to an appraisal. `rubric` is pinned (`appraisal.rubric.Rubric.plain`), `drawn_at` when the
    computed items were last drawn. One that was discarded (`live=False`) makes room for another.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="appraisal")
    year = models.PositiveSmallIntegerField()
    rubric = models.JSONField()
    drawn_at = models.DateTimeField()
    live = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["year"], condition=Q(live=True), name="one_appraisal_a_year"),)


class AppraisedQuerySet(models.QuerySet["Appraised"]):
    """Sheets, always through who may see them."""

    def visible_to(self, user: Any) -> AppraisedQuerySet:
        """The province sees all; the prefecture a letter goes through and the county it is addressed to see theirs
        once it has come to them; nobody else sees any."""
        if user.role not in STAFF or user.authority is None:
            return self.none()
        if user.level == Level.PROVINCE:
            return self.all()
        own = user.authority_id
        through = Q(letter__through=own, letter__state__in=PASSED)
        return self.filter(through | Q(letter__addressee=own, letter__state__in=REACHED))

    def for_tasks(self) -> AppraisedQuerySet:
        """As the workbench lists them."""
        return self.select_related("cluster", "appraisal").order_by("objected_at", "pk")


class Appraised(models.Model):
    """One cluster in an appraisal.

    `computed` holds for each computed item {"points" (hundredths, or null: not known), "zh", "en", "rows"}, as pinned
    at the appraisal's `drawn_at`; `marks` for each item judged by a person {"points", "reason"}. `grade` is what the
    officer confirmed, with `grade_reason` where it differs from what the total proposes; `regrade` another one given
    in answer to an objection. `measures` are [problem, remedy, unit, day] asked of the county; `followed` once they
    stand among the problems. `objection_days` are the working days in which the county may object, counted from the
    day after its `letter` reached it, as the letter says.
    """

    id = models.UUIDField(primary_key=True)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="sheets")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="appraised")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="+")
    county = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    computed = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True)
    grade = models.CharField(max_length=20, blank=True)
    grade_reason = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    measures = models.JSONField(default=list)
    followed = models.BooleanField(default=False)
    letter = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    objection_days = models.PositiveSmallIntegerField(null=True)
    objection = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    regrade = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default=MARKING)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[AppraisedQuerySet] = AppraisedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["appraisal", "cluster"], name="one_sheet_a_cluster_and_appraisal"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the workbench calls it."""
        return f"{self.appraisal.year}年度考核：{self.cluster.name}"

    @property
    def due_at(self) -> None:
        """The measure sets no date."""
        return

    @property
    def standing(self) -> str:
        """The grade that stands."""
        return self.regrade or self.grade
