"""Changes of units and accounts, as one administrator lays them before another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jiqun.authorities.models import Account, Authority, Role
from jiqun.casework.procedure import Actor

KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
"""Who sees and settles them; nobody of the business does, nor do they see business."""


class StaffChangeQuerySet(models.QuerySet["StaffChange"]):
    """Changes of units and accounts, always through who may see them."""

    def visible_to(self, actor: Actor) -> StaffChangeQuerySet:
        """System and security administrators: those of the own authority and of the ones under it."""
        if not isinstance(actor, Account) or actor.role not in KEEPERS or actor.authority is None:
            return self.none()
        return self.filter(authority__path__startswith=actor.authority.path)

    def for_tasks(self) -> StaffChangeQuerySet:
        """As the workbench lists them."""
        return self.select_related("authority").order_by("proposed_at")


class StaffChange(models.Model):
    """A workbook of units and accounts: proposed by the system administrator, adopted by the security administrator.

    `units` and `people` are its lines by column (`staffing.columns`), as they were read. Purpose of the names,
    telephones and addresses in them: to make the accounts. Seen by the two administrators; kept as long as those.
    """

    id = models.UUIDField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    units = models.JSONField(default=list)
    people = models.JSONField(default=list)
    state = models.CharField(max_length=12, default="proposed")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[StaffChangeQuerySet] = StaffChangeQuerySet.as_manager()  # type: ignore[assignment]

    due_at = None
    """What to-do lists ask for: no day is set."""

    @property
    def title(self) -> str:
        """What it is called in lists."""
        return f"{self.authority.name} · {len(self.units)} 个单位 {len(self.people)} 个账号"
