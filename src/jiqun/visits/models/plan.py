"""A plan of visits: which of the candidates of a round are visited, and how they were chosen."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.casework.models import Case

DRAFTED, IN_FORCE, DISCARDED, ENDED = "drafted", "in_force", "discarded", "ended"
"""States of a plan's case."""


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans, always through who may see them."""

    def visible_to(self, user: Any) -> PlanQuerySet:
        """Those whose case the account sees."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Plan(models.Model):
    """What is particular to a plan. `about` is the round; `seed` is empty where nothing is drawn by lot.

    `reason` is why the officer's choice departs from the order of risk.
    """

    class Method(models.TextChoices):
        """How the candidates were chosen."""

        ALL = "all", "全部抽查"
        LOT = "lot", "随机抽取"
        RISK = "risk", "按风险选取"

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="visit_plan")
    kind = models.CharField(max_length=20)
    about = models.ForeignKey(Case, models.PROTECT, related_name="visit_plans")
    method = models.CharField(max_length=4, choices=Method)
    seed = models.CharField(max_length=64, blank=True)
    wanted = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]


class PlanCandidate(models.Model):
    """A candidate as it stood when the plan was made, in the plan's order (by lot or by risk, from 1).

    `points` explain its risk: [{"points", "zh", "en"}], `total` is their sum.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="candidates")
    matter = models.ForeignKey(Case, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    points = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    chosen = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "matter"], name="one_candidate_a_plan"),)
