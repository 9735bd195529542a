"""A batch of papers, and who may see it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Account, Authority, Role
from jiqun.casework.models import Case


class PaperBatchQuerySet(models.QuerySet["PaperBatch"]):
    """Batches, always through who may see them."""

    def visible_to(self, user: Any) -> PaperBatchQuerySet:
        """The authority that issues the papers; whoever else receives one of them sees that paper alone."""
        authority = getattr(user, "authority_id", None)
        if authority is None or user.role not in (*OFFICE, Role.SUPERVISOR):
            return self.none()
        return self.select_related("case", "authority").filter(authority=authority)

    def for_tasks(self) -> PaperBatchQuerySet:
        """With what a to-do list shows."""
        return self.order_by("drafted_at")


class PaperBatch(models.Model):
    """Papers of one matter that go through their outgoing sheet, signature, numbers and sending together.

    What each of them is stays in `outgoing.Paper`; `secrecy` and `openness` are said once for all of them.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="paper_batches")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default="drafted")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    openness = models.CharField(max_length=20)
    openness_reason = models.CharField(max_length=300, blank=True)
    secrecy = models.CharField(max_length=300, blank=True)
    secrecy_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    secrecy_at = models.DateTimeField(null=True)
    drafted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects: ClassVar[PaperBatchQuerySet] = PaperBatchQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def due_at(self) -> None:
        """The measure sets no date by which papers go out."""
        return
