"""The passwords an account had, as hashes: none of the last five is taken again (profile 等保)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class PasswordChangeQuerySet(models.QuerySet["PasswordChange"]):
    """Changes of passwords: everybody's own."""

    def visible_to(self, actor: Any) -> PasswordChangeQuerySet:
        """One predicate for pages and acts."""
        return self.none() if actor.pk is None else self.filter(account=actor.pk)


class PasswordChange(models.Model):
    """One password its holder chose, as a hash, and when (real time)."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("authorities.Account", models.PROTECT, related_name="password_changes")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="changed")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[PasswordChangeQuerySet] = PasswordChangeQuerySet.as_manager()  # type: ignore[assignment]

    due_at = None
    """What to-do lists ask for: nobody's task."""

    @property
    def title(self) -> str:
        """What a history calls it."""
        return str(self.pk)
