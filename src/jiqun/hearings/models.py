"""Hearings, and who may read them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Authority
from jiqun.casework.models import STAFF, Case


class HearingQuerySet(models.QuerySet["Hearing"]):
    """Hearings, always through who may see them."""

    def visible_to(self, user: Any) -> HearingQuerySet:
        """The authority that intends the decision from the start; the one concerned, and those above it up to that
        authority, once the notice was given. Experts, administrators and the public see none."""
        authority = getattr(user, "authority", None)
        if authority is None or user.role not in STAFF:
            return self.none()
        concerned = Q(addressee=authority) | Q(addressee__path__startswith=authority.path)
        return self.select_related("case", "authority", "addressee").filter(
            Q(authority=authority) | (concerned & Q(notified_at__isnull=False))
        )

    def for_tasks(self) -> HearingQuerySet:
        """With what a to-do list shows."""
        return self.select_related("case").order_by("due_at", "id")


class Hearing(models.Model):
    """One intended decision against one matter (拟作出的不利决定), and how those concerned were heard.

    `facts` and `grounds` are what the notice says; `due_at` is until when those concerned may state their case;
    `said` (with `said_file`) is what they said, empty with `waived` when they had nothing to say. `oral` is the record
    of an oral hearing, if one was held. `legal` is the legal officer's opinion and `appeal` the remedy text chosen;
    `outcome` is the reasoned decision, `effective_on` the first day it counts where its kind states one. `notice_by`
    prepared the notice: somebody else checks its legality.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")
    kind_slug = models.CharField(max_length=40)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default="drafted")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    facts = models.TextField()
    grounds = models.TextField()
    days = models.PositiveSmallIntegerField()
    notice_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True)
    said_file_sha256 = models.CharField(max_length=64, blank=True)
    said_file_name = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(null=True)
    waived = models.BooleanField(default=False)
    oral = models.TextField(blank=True)
    oral_on = models.DateField(null=True)
    legal = models.TextField(blank=True)
    legal_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    appeal = models.CharField(max_length=20, blank=True)
    appeal_reason = models.CharField(max_length=300, blank=True)
    outcome = models.TextField(blank=True)
    effective_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[HearingQuerySet] = HearingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state__in=("decided", "dropped")),
                name="one_open_hearing_a_matter",
            ),
        )

    @property
    def title(self) -> str:
        """What the to-do list calls it."""
        return f"{self.number} {self.case.title}"
