"""Firms a county brings on towards the next step (重点培育企业), Article 7(一)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account, Authority
from jiqun.bilingual import Text
from jiqun.cultivation.gradient.steps import steps
from jiqun.register.models import Cluster, Enterprise

FOLLOWED, REACHED, GIVEN_UP = "followed", "reached", "given_up"


class FollowedQuerySet(models.QuerySet["FollowedFirm"]):
    """Firms that are followed, always through who may see their cluster."""

    def visible_to(self, user: Any) -> FollowedQuerySet:
        """Those of the clusters in the account's territory."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))

    def for_tasks(self) -> FollowedQuerySet:
        """As the workbench lists them."""
        return self.select_related("cluster", "firm").order_by("due_on", "pk")


class FollowedFirm(models.Model):
    """A firm on its way to a step by a day. `unit` is who sees to it, `result` what came of it."""

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="followed")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    firm = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)
    unit = models.CharField(max_length=80)
    due_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    result = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=FOLLOWED)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[FollowedQuerySet] = FollowedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["cluster", "firm"], condition=models.Q(state=FOLLOWED), name="a_firm_is_followed_once"
            ),
        )
        indexes = (models.Index(fields=["state", "due_on"]),)

    @property
    def title(self) -> str:
        """What lists and a history call it."""
        return f"{self.firm.name} → {self.step_title.zh}"

    @property
    def step_title(self) -> Text:
        """Where it is to get."""
        return steps()[self.step].title
