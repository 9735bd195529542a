"""Members of the pool of experts (评审专家库), and the matter of their being in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.casework.procedure import Public

READERS = (*OFFICE, Role.SUPERVISOR)


class Expert(models.Model):
    """A member of the pool. `code` is how the expert appears to everybody but the province's office.

    Personal data (name, phone and mail stand at `authorities.Person`): each field says what it is for; the province's
    office, its discipline supervisor and the expert read them; kept while in the pool and ten years after the last
    review, as the files of the reviews are. Draw records keep codes and reasons, none of these.
    """

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="expert")
    code = models.CharField(max_length=12, unique=True)
    fields = models.JSONField(default=list, help_text="keys of `fields`; for the conditions of a draw")
    title = models.CharField(max_length=60, blank=True, help_text="post or title; for admission to the pool")
    employer = models.CharField(max_length=80, help_text="for conflicts with units of a cluster")
    uscc = models.CharField(max_length=18, blank=True, help_text="the employer's code; for the same, whatever its name")
    place = models.CharField(max_length=120, help_text="path of the place of work; for conflicts and conditions")
    ties = models.JSONField(
        default=list, help_text="path prefixes, credit codes, names declared as ties; for conflicts"
    )
    advised = models.JSONField(default=list, help_text="places, clusters, firms advised before; for conflicts")
    available = models.BooleanField(default=True, help_text="takes part at present, by the expert's own word")
    periods = models.JSONField(default=list, help_text="[first, last] days free for reviews; none for always")

    def days(self) -> str:
        """The days the expert is free, for people; empty for always."""
        return "、".join(f"{first} 至 {last}" for first, last in self.periods)


class ExpertFileQuerySet(models.QuerySet["ExpertFile"]):
    """Files of the pool: the province's office reads all, an expert the own one, nobody else any."""

    def visible_to(self, user: Any) -> ExpertFileQuerySet:
        """One predicate for lists, details and acts."""
        rows = self.select_related("expert__account__person")
        if isinstance(user, Public):
            return self.none()
        if user.role in READERS and user.level == Level.PROVINCE:
            return rows
        return rows.filter(expert=user.pk)

    def for_tasks(self) -> ExpertFileQuerySet:
        """With what a to-do list shows."""
        return self.order_by("expert__code")


class ExpertFile(models.Model):
    """The matter of one expert's being in the pool: proposed, in it, suspended, out of it. `reason` is the last one."""

    id = models.UUIDField(primary_key=True)
    expert = models.OneToOneField(Expert, models.PROTECT, related_name="file")
    state = models.CharField(max_length=20, default="proposed")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    entered_at = models.DateTimeField()

    objects: ClassVar[ExpertFileQuerySet] = ExpertFileQuerySet.as_manager()  # type: ignore[assignment]

    due_at = None
    """A file has no date of its own; what to-do lists ask for."""

    @property
    def title(self) -> str:
        """What the to-do list calls it: the code, never the name."""
        return f"专家 {self.expert.code}"
