"""Tokens of other systems: only the digest of a token is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens, always through who may see them."""

    def visible_to(self, actor: Any) -> ApiTokenQuerySet:
        """The account's own."""
        return self.filter(account=actor) if isinstance(actor, Account) else self.none()


class ApiToken(models.Model):
    """A token by which a program acts as one account, within `scopes`, until `expires_at` (real time).

    `hint` are the token's last four characters, by which its holder tells one from another. `last_used_at` is exact to
    the minute.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    token_sha256 = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default="active")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[ApiTokenQuerySet] = ApiTokenQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def title(self) -> str:
        """What a history calls it."""
        return self.name

    def open_at(self, moment: datetime) -> bool:
        """Whether it still lets a program in."""
        return self.state == "active" and moment < self.expires_at and self.account.is_active


class SentRequest(models.Model):
    """A key a program sent with an act, and the digest of what it asked for with it: the same key again with anything
    else is refused. The answer itself stands in the record of the act (`ActRecord`)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "key"], name="one_request_a_key"),)
