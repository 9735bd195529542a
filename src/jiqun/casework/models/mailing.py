"""Where an officer is reached, as the officer said, and the mails that were sent there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.procedure import Actor


class ContactQuerySet(models.QuerySet["Contact"]):
    """Entries, always through who may see them."""

    def visible_to(self, actor: Actor) -> ContactQuerySet:
        """The account's own."""
        return self.filter(account=actor) if isinstance(actor, Account) else self.none()


class Contact(models.Model):
    """What an officer entered on one day. Another entry takes its place; `authorities.Person` holds what counts now.

    Purpose: to reach the officer about a day that comes near. Seen by the officer; telephone and address also by the
    levels above, in the call list. Kept as long as the account.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="contacts")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    entered_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="entered")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def title(self) -> str:
        """What it is called in lists."""
        return self.account.username


class Mailed(models.Model):
    """One reminder that went out by mail; `key` names what it was about, so that nobody is told the same twice."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    address = models.EmailField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "key"], name="mailed_once"),)
