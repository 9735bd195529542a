"""Matters and what was done to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from jiqun.authorities.models import OFFICE, Account, Authority, Role
from jiqun.casework.procedure import Actor, Procedure, Public, procedure
from jiqun.register.models import Cluster

STAFF = (*OFFICE, Role.SUPERVISOR)


class Audience(models.TextChoices):
    """How far a matter is seen: by its own authority only, by those above it too, by those below it as well, or by all
    staff."""

    OWN = "own", "仅本单位"
    CHAIN = "chain", "本单位及上级"
    TREE = "tree", "本单位、上级及下级"
    STAFF = "staff", "全体工作人员"


def above(path: str) -> list[str]:
    """The paths of an authority and of all above it: `440000/441300/` gives `440000/` and itself."""
    codes = path.split("/")[:-1]
    return ["".join(f"{code}/" for code in codes[:n]) for n in range(1, len(codes) + 1)]


class CaseQuerySet(models.QuerySet["Case"]):
    """Matters, always through who may see them."""

    def visible_to(self, actor: Actor) -> CaseQuerySet:
        """One predicate for lists, pages, files, search, counts.

        Own matters; those below once they were handed in; those of an authority above that are meant for everybody
        under it; those meant for all staff; experts and operating agencies those they take part in. Administrators
        and the public see none.
        """
        if isinstance(actor, Public):
            return self.none()
        taking_part = Participant.objects.filter(case=OuterRef("pk"), account=actor.pk, until__isnull=True)
        if actor.role not in STAFF or actor.authority is None:
            return self.filter(Exists(taking_part)) if actor.role in (Role.EXPERT, Role.AGENCY) else self.none()
        territory = Q(authority=actor.authority_id)
        territory |= Q(audience__in=(Audience.CHAIN, Audience.TREE), path__startswith=actor.authority.path)
        territory |= Q(audience=Audience.TREE, path__in=above(actor.authority.path))
        return self.filter(territory | Q(audience=Audience.STAFF))


class Case(models.Model):
    """One matter on its way through a procedure (办件). What is particular to a kind lies in its own table.

    `sent_back` is why what was prepared last was sent back by a signer; blank once it is prepared anew.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    procedure_name = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    title = models.CharField(max_length=120)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="cases")
    path = models.CharField(max_length=120, db_index=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.OWN)
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, related_name="cases")
    measure = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    backfilled = models.BooleanField(default=False)
    sent_back = models.TextField(blank=True, default="")

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["procedure_name", "state", "due_at"]),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def procedure(self) -> Procedure:
        """The table this matter follows."""
        return procedure(self.procedure_name)


class Participant(models.Model):
    """Somebody who takes part in one matter beyond the territory: an expert, a helper, a substitute."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="participants")
    account = models.ForeignKey(Account, models.PROTECT, related_name="participations")
    capacity = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "account"], condition=Q(until__isnull=True), name="takes_part_once_at_a_time"
            ),
        )


class ActRecord(models.Model):
    """One act done (办理记录). `version` is the subject's after it; `seq` its place in the journal.

    An act that moved other matters along has records there too, naming it as their `cause`.
    """

    id = models.UUIDField(primary_key=True)
    procedure_name = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    prepared_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    note = models.JSONField(default=dict)
    seq = models.BigIntegerField(null=True, blank=True)
    cause = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["by", "key"], condition=Q(cause__isnull=True), name="one_act_a_key"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(cause__isnull=True, by__isnull=True), name="one_public_act_a_key"
            ),
        )
        indexes = (models.Index(fields=["subject_id", "version"]),)


class Counter(models.Model):
    """The last number given within a scope."""

    scope = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)
