"""Collections of firms' figures, the firms asked, what they drafted, gave and confirmed, and who used it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.procedure import Public

KEPT = timedelta(days=366)
"""How long after a collection's end a firm that confirmed can still read what it gave and who used it."""


def digest_of(token: str) -> str:
    """What is stored of a link: the token itself never is."""
    return hashlib.sha256(token.encode()).hexdigest()


class Holder(Public):
    """Whoever holds one firm's link: the public, with sight of that one invitation."""

    def __init__(self, token: str) -> None:
        self.sha256 = digest_of(token)


class Collection(models.Model):
    """A call to firms to give and confirm their own yearly figures (企业填报); the cluster is the case's.

    `years` ascend; `figures` are fields of `jiqun.facts.rows.FirmYear` in the sheet's order. `survey` is `approved`
    (with number, authority and last day, 统计法) or `voluntary` (自愿填报).
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="collection")
    years = models.JSONField()
    figures = models.JSONField()
    due_on = models.DateField()
    contact = models.CharField(max_length=200)
    survey = models.CharField(max_length=10)
    survey_number = models.CharField(max_length=80, blank=True)
    survey_authority = models.CharField(max_length=80, blank=True)
    survey_until = models.DateField(null=True)
    purpose = models.TextField()
    readers = models.TextField()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations: the holder of a link sees its own, staff those of the collections they see."""

    def visible_to(self, actor: Any) -> InvitationQuerySet:
        """One predicate for pages, files and acts."""
        if isinstance(actor, Holder):
            return self.filter(token_sha256=actor.sha256).exclude(state="struck")
        if isinstance(actor, Public):
            return self.none()
        return self.filter(collection__case__in=Case.objects.visible_to(actor))

    def for_tasks(self) -> InvitationQuerySet:
        """With what a to-do list shows."""
        return self.select_related("collection__case").order_by("name")


class Invitation(models.Model):
    """One firm asked in one collection. Only the digest of its link's token is stored.

    `prefill` is what was known when it was asked (question → text), `known_from` says from where. `returned` is the
    number of its last confirmed return. `phone` is personal: to remind the firm; seen by the county's office only,
    erased with the collection.
    """

    id = models.UUIDField(primary_key=True)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="invitations")
    uscc = models.CharField(max_length=18, db_index=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    prefill = models.JSONField(default=dict)
    known_from = models.JSONField(default=list)
    opened_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    returned = models.PositiveSmallIntegerField(default=0)
    reuse = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="waiting")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["collection", "uscc"], name="a_firm_is_asked_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """What a page of an act calls it."""
        return self.name

    def open_at(self, now: datetime) -> bool:
        """Whether its figures can be given: the collection runs and its day is not over."""
        case = self.collection.case
        return case.state == "open" and case.due_at is not None and now <= case.due_at

    def readable_at(self, now: datetime) -> bool:
        """Whether its link leads anywhere: while figures can be given, and for a year to what was confirmed."""
        due_at = self.collection.case.due_at
        kept = self.returned > 0 and due_at is not None and now <= due_at + KEPT
        return self.open_at(now) or kept


class DraftEntry(models.Model):
    """One change of one answer while it is drafted. The last number stands; `device` tells two phones apart."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="entries")
    field = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    device = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["invitation", "field", "number"], name="one_draft_entry_a_number"),
        )


class Return(models.Model):
    """What a firm confirmed, never changed; a correction is the next number.

    `values` is {"industry": code, "figures": {year: {figure: whole number, truth or null}}}, `sha256` of their
    canonical form with the firm's code. `warnings` are the checks the firm looked at: [{"name", "zh", "en"}].
    `signer`, `position` and `phone` are personal: to answer for the figures; seen by the county's office only,
    never exported, erased with the collection.
    """

    id = models.UUIDField(primary_key=True)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="returns")
    number = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=40, unique=True)
    values = models.JSONField()
    sha256 = models.CharField(max_length=64)
    warnings = models.JSONField(default=list)
    remark = models.CharField(max_length=500, blank=True)
    signer = models.CharField(max_length=40)
    position = models.CharField(max_length=40)
    phone = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["invitation", "number"], name="one_return_a_number"),)


class Reminder(models.Model):
    """A firm was reminded, by whom and how. The product itself sends nothing."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="reminders")
    channel = models.CharField(max_length=10)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Use(models.Model):
    """A confirmed return was used for something; the firm reads it on its page."""

    given = models.ForeignKey(Return, models.PROTECT, related_name="uses")
    what = models.CharField(max_length=160)
    body = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["given", "what"], name="one_use_a_purpose"),)
