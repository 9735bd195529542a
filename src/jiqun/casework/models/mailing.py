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
    """What somebody entered on one day, and what is to be sent there. Another entry takes its place;
    `authorities.Person` holds telephone and address as they count now.

    Purpose: to reach a person about a day that comes near. Seen by that person; telephone and address also by the
    levels above, in the call list. Kept as long as the account. Nothing is sent from `quiet_from` until `quiet_until`
    (hours of the day, the same twice for none).
    """

    class Digest(models.TextChoices):
        """What is sent."""

        DUE = "due"
        DAILY = "daily"
        NONE = "none"

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="contacts")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=5, choices=Digest, default=Digest.DUE)
    quiet_from = models.PositiveSmallIntegerField(default=20)
    quiet_until = models.PositiveSmallIntegerField(default=8)
    rest_days = models.BooleanField(default=True)
    message = models.BooleanField(default=False)
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
    """One reminder that went out, by mail or as a message; `key` names what it was about, so that nobody is told the
    same twice the same way. `address` is the mail address, or the telephone."""

    class Way(models.TextChoices):
        """How."""

        MAIL = "mail"
        MESSAGE = "message"

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    way = models.CharField(max_length=7, choices=Way, default=Way.MAIL)
    address = models.CharField(max_length=254)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "key", "way"], name="told_once"),)
