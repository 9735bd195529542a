"""One-time links to choose a password: only the digest of a link's token is stored."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models

GOOD_FOR = timedelta(hours=72)
"""Long enough to be handed over, across a weekend; real time, as sessions are."""


def digest_of(token: str) -> str:
    """What is stored of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    """Links: whoever holds one sees that one, whoever issued it the fact; nobody else any."""

    def visible_to(self, actor: Any) -> PasswordLinkQuerySet:
        """One predicate for pages and acts."""
        rows = self.select_related("account__person", "account__authority")
        held = getattr(actor, "link_sha256", None)
        if held is not None:
            return rows.filter(token_sha256=held)
        return rows.none() if actor.pk is None else rows.filter(issued_by=actor.pk)


class PasswordLink(models.Model):
    """A link by which one person chooses the password of one account, once, until `expires_at` (real time)."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("authorities.Account", models.PROTECT, related_name="password_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey("authorities.Account", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="issued")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[PasswordLinkQuerySet] = PasswordLinkQuerySet.as_manager()  # type: ignore[assignment]

    due_at = None
    """What to-do lists ask for: nobody's task."""

    @property
    def title(self) -> str:
        """What a history calls it."""
        return self.account.username

    def open_at(self, moment: datetime) -> bool:
        """Whether it still leads to the choice of a password."""
        return self.state == "issued" and moment < self.expires_at and self.account.is_active
