"""Entries of a cluster's ledgers and their proof (集群台账)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from jiqun.authorities.models import Account
from jiqun.evidence.models import StoredFile
from jiqun.ledgers.kinds import Kind, kind
from jiqun.register.models import Cluster, Enterprise

IN_FORCE, STRUCK = "in_force", "struck"
NO_DAY = date(1, 1, 1)
"""Stands for no date where two entries are compared."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, always through who may see their cluster."""

    def visible_to(self, user: Any) -> EntryQuerySet:
        """Entries of the clusters the account sees; experts see none here, but the slice in the application."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))

    def in_force(self) -> EntryQuerySet:
        """Those not struck off."""
        return self.filter(state=IN_FORCE)


class Entry(models.Model):
    """One line of a ledger. Money in 分, `number` in 10^-places of the sub-kind's unit (`kinds.csv`, `subs.csv`).

    `firm` is by its credit code; the register may not know it (an institute, a firm outside the roster). `reason` is
    why it was struck off.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20)
    sub = models.CharField(max_length=20, blank=True)
    part = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=120)
    firm = models.ForeignKey(
        Enterprise, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", db_column="uscc"
    )
    party = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=80, blank=True)
    on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    number = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=IN_FORCE)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["cluster", "kind", "state"]),)
        constraints = (
            models.UniqueConstraint(
                F("cluster"), F("kind"), F("sub"), F("title"), F("document"), Coalesce("firm", models.Value("")),
                Coalesce("on", models.Value(NO_DAY)),
                condition=Q(state=IN_FORCE),
                name="one_entry_of_a_thing",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def of(self) -> Kind:
        """The kind of ledger it stands in."""
        return kind(self.kind)


class EntryFileQuerySet(models.QuerySet["EntryFile"]):
    """Proof files, always through who may see their entry."""

    def visible_to(self, user: Any) -> EntryFileQuerySet:
        """Files of the entries the account sees."""
        return self.filter(entry__in=Entry.objects.visible_to(user))

    def current(self) -> EntryFileQuerySet:
        """Those not taken away again."""
        return self.filter(removed_at__isnull=True)


class EntryFile(models.Model):
    """A file that proves an entry; taken away, it is marked, never deleted."""

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[EntryFileQuerySet] = EntryFileQuerySet.as_manager()  # type: ignore[assignment]
