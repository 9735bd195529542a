"""The province's yearly plan of supervision (年度监督检查计划, Article 16) and the checks it names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.casework.models import Case
from jiqun.register.models import Cluster


class SupervisionPlan(models.Model):
    """What is particular to a plan. `focus` is what is looked at; `seed` is empty where nothing is drawn by lot.

    `reason` is why the officer's choice departs from the order of risk. One that was discarded or ended
    (`live=False`) makes room for another of its year.
    """

    class Method(models.TextChoices):
        """How the clusters were chosen."""

        ALL = "all", "全部检查"
        LOT = "lot", "随机抽取"
        RISK = "risk", "按风险选取"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="supervision_plan")
    year = models.PositiveSmallIntegerField()
    focus = models.TextField()
    method = models.CharField(max_length=4, choices=Method)
    seed = models.CharField(max_length=64, blank=True)
    wanted = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    live = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["year"], condition=Q(live=True), name="one_supervision_plan_a_year"),
        )


class CheckQuerySet(models.QuerySet["PlannedCheck"]):
    """Candidates of plans, always through who may see them."""

    def visible_to(self, user: Any) -> CheckQuerySet:
        """Those of the plans the account sees: the province's own."""
        return self.filter(plan__case__in=Case.objects.visible_to(user))


class PlannedCheck(models.Model):
    """A cluster as it stood when the plan was drawn up, in the plan's order (by lot or by risk, from 1).

    `points` explain its risk: [{"points", "zh", "en"}], `total` is their sum. A `chosen` one gets its `case` (the
    check) when the plan is signed; `conclusion` and `found` ([problem, remedy, unit, day]) are what came of it.
    """

    plan = models.ForeignKey(SupervisionPlan, models.PROTECT, related_name="checks")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="planned_checks")
    position = models.PositiveSmallIntegerField()
    points = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    chosen = models.BooleanField(default=False)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="planned_check")
    conclusion = models.TextField(blank=True)
    found = models.JSONField(default=list)

    objects: ClassVar[CheckQuerySet] = CheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "cluster"], name="one_check_a_plan_and_cluster"),)
