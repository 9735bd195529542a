"""Questions about a round and their answers, shared by all who work on it (问答)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Authority, Level
from jiqun.casework.models import STAFF, Case


class RoundQuestionQuerySet(models.QuerySet["RoundQuestion"]):
    """Questions, always through who may see them."""

    def visible_to(self, user: Any) -> RoundQuestionQuerySet:
        """Staff who see the round: what was answered; the own unanswered ones; the province all of them."""
        if getattr(user, "role", None) not in STAFF or user.authority is None:
            return self.none()
        rows = self.filter(case__in=Case.objects.visible_to(user))
        if user.level == Level.PROVINCE:
            return rows
        return rows.filter(Q(state="answered") | Q(authority=user.authority_id))

    def for_tasks(self) -> RoundQuestionQuerySet:
        """As the workbench lists them, the oldest first."""
        return self.select_related("case").order_by("asked_at", "pk")


class RoundQuestion(models.Model):
    """One question about a round (`case`) and, once it has one, its answer. Who asked is told to the province alone."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="questions")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    text = models.TextField()
    answer = models.TextField(blank=True)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="asked")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[RoundQuestionQuerySet] = RoundQuestionQuerySet.as_manager()  # type: ignore[assignment]

    due_at = None
    """Nobody set a day for an answer."""

    @property
    def title(self) -> str:
        """What lists call it: how it begins."""
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"
