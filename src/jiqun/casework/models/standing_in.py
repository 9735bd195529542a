"""Who signs in whose place, and when (代理签批)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import OFFICE, Account, Authority, Role
from jiqun.bilingual import Text


class StandInQuerySet(models.QuerySet["StandIn"]):
    """Stand-ins, always through who may see them."""

    def visible_to(self, user: Any) -> StandInQuerySet:
        """Those of the own office; the security administrator those of the territory, being about people alone."""
        if getattr(user, "authority", None) is None:
            return self.none()
        if user.role == Role.SECURITY_ADMIN:
            return self.filter(authority__path__startswith=user.authority.path)
        return self.filter(authority=user.authority_id) if user.role in OFFICE else self.none()

    def on(self, day: date) -> StandInQuerySet:
        """Those in force on a day, both ends counted."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), state="in_force", first_day__lte=day)

    def for_tasks(self) -> StandInQuerySet:
        """With what a to-do list shows."""
        return self.select_related("absent__person", "substitute__person").order_by("appointed_at")


class StandIn(models.Model):
    """`substitute` signs where `absent` would, from `first_day` to `last_day` (none: until it is ended).

    The ground (`ground`) is one of `standing_in.forms.GROUNDS`. What was signed meanwhile stays signed.
    """

    id = models.UUIDField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    absent = models.ForeignKey(Account, models.PROTECT, related_name="stand_ins")
    substitute = models.ForeignKey(Account, models.PROTECT, related_name="stands_in")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    ground = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    appointed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()

    objects: ClassVar[StandInQuerySet] = StandInQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["substitute", "state"]),)

    @property
    def title(self) -> str:
        """What a list calls it: 李四代张三签批."""
        by, of = self.substitute.person.name, self.absent.person.name
        return str(Text(f"{by}代{of}签批", f"{by} signs for {of}"))

    @property
    def days(self) -> Text:
        """From when to when, in words."""
        if self.last_day is None:
            return Text(f"{self.first_day} 起", f"from {self.first_day}")
        return Text(f"{self.first_day} 至 {self.last_day}", f"{self.first_day} to {self.last_day}")

    @property
    def due_at(self) -> None:
        """There is no date by which it is to be confirmed."""
        return
