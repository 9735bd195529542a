"""Subscriptions of other systems to what is done here, and what went out to them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import ActRecord


class HookQuerySet(models.QuerySet["Hook"]):
    """Subscriptions, always through who may see them."""

    def visible_to(self, actor: Any) -> HookQuerySet:
        """The account's own."""
        return self.filter(account=actor) if isinstance(actor, Account) else self.none()


class Hook(models.Model):
    """An address that is told when one of `events` is done to a matter its account sees.

    An event is a procedure (`application`) or one act of it (`application.submit`). `seq` is the place in the journal
    up to which its events were looked through. Its secret is stored nowhere: it follows from the server's own key
    (`hooks.signing.secret_of`).
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="hooks")
    address = models.CharField(max_length=300)
    events = models.JSONField(default=list)
    seq = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="active")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[HookQuerySet] = HookQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def title(self) -> str:
        """What a history calls it."""
        return self.address


class Delivery(models.Model):
    """One event on its way to one address; tried again at `next_at` until it was taken or `given_up`.

    `answered` is the status the other side gave last, `said` what went wrong where it gave none.
    """

    id = models.UUIDField(primary_key=True)
    hook = models.ForeignKey(Hook, models.PROTECT, related_name="deliveries")
    record = models.ForeignKey(ActRecord, models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    given_up = models.BooleanField(default=False)
    answered = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["hook", "record"], name="one_delivery_an_event"),)
        indexes = (models.Index(fields=["delivered_at", "given_up", "next_at"]),)
