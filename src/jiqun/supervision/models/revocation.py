"""Revocations of recognitions (撤销认定, Article 17): the matter, its evidence, and what the prefecture was asked."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Authority
from jiqun.casework.models import Case
from jiqun.evidence.models import Attachment
from jiqun.outgoing.models import Paper
from jiqun.register.models import Cluster, Recognition, RecognitionChange


class RevocationQuerySet(models.QuerySet["Revocation"]):
    """Revocations, always through who may see their matter."""

    def visible_to(self, user: Any) -> RevocationQuerySet:
        """Those whose matter the account sees: the province alone until the signed notice, then those concerned too."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def public(self) -> RevocationQuerySet:
        """Those whose decision was published; what was withdrawn since stays readable with it."""
        return self.filter(published_at__isnull=False)


class Revocation(models.Model):
    """One recognition's revocation, from evidence to what the public reads; `live` until it is dropped or withdrawn.

    `grounds` are clauses of Article 17 (`A17.3`), keys of `revocation.grounds.GROUNDS`. `known` is what was known when
    it was opened, `finding` what the inquiry came to. `change` is the revocation in the recognition's history and
    `decided_by` who prepared the decision; `letter` is the decision's letter that was served on `served_on` in the way
    `served_how`. `public_text` and `public_url` are what was published. `dropped` and `withdrawn` say why.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="revocation")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="revocations")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="revocations")
    grounds = models.JSONField()
    known = models.TextField()
    finding = models.TextField(blank=True)
    change = models.ForeignKey(RecognitionChange, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    served_on = models.DateField(null=True)
    served_how = models.CharField(max_length=12, blank=True)
    public_text = models.TextField(blank=True)
    public_url = models.URLField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    dropped = models.TextField(blank=True)
    withdrawn = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    live = models.BooleanField(default=True)

    objects: ClassVar[RevocationQuerySet] = RevocationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["recognition"], condition=Q(live=True), name="one_revocation_under_way_a_recognition"
            ),
        )


class ProofQuerySet(models.QuerySet["Proof"]):
    """Evidence, always through who may see its matter."""

    def visible_to(self, user: Any) -> ProofQuerySet:
        """That of the matters the account sees: those concerned read the whole file once they were told."""
        return self.filter(revocation__case__in=Case.objects.visible_to(user))

    def standing(self) -> ProofQuerySet:
        """What was not struck."""
        return self.filter(struck="")


class Proof(models.Model):
    """One piece of evidence of a revocation, under the ground it proves; `struck` says why it no longer counts.

    `kind` is a key of `revocation.grounds.KINDS`. Incidents and other findings are `issuer`'s own, with its `document`,
    day and `grade`: they are recorded, never computed. For an order, `dated_on` is the day it was served and `due_on`
    the day it set; for a change, `dated_on` is the day it happened.
    """

    id = models.UUIDField(primary_key=True)
    revocation = models.ForeignKey(Revocation, models.PROTECT, related_name="proofs")
    ground = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=80, blank=True)
    document = models.CharField(max_length=80, blank=True)
    dated_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    grade = models.CharField(max_length=40, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck = models.CharField(max_length=300, blank=True)

    objects: ClassVar[ProofQuerySet] = ProofQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("ground", "at", "pk")

    @property
    def line(self) -> str:
        """As the list of evidence names it: title, whose it is, number, grade, day."""
        about = [self.issuer, self.document, self.grade, f"{self.dated_on:%Y-%m-%d}" if self.dated_on else ""]
        said = "，".join(each for each in about if each)
        return f"{self.title}（{said}）" if said else self.title


class ProofRequestQuerySet(models.QuerySet["ProofRequest"]):
    """What prefectures were asked, always through who may see its matter."""

    def visible_to(self, user: Any) -> ProofRequestQuerySet:
        """The province, and the prefecture once it was asked; the county does not."""
        return self.filter(case__in=Case.objects.visible_to(user))


class ProofRequest(models.Model):
    """What the province asked the prefecture to look into for a revocation, until when, and what it reported."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="proof_request")
    revocation = models.ForeignKey(Revocation, models.PROTECT, related_name="requests")
    prefecture = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    questions = models.TextField()
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[ProofRequestQuerySet] = ProofRequestQuerySet.as_manager()  # type: ignore[assignment]

    def open_on(self, day: date) -> bool:
        """Whether its answer is still to come within the time set."""
        return self.case.state == "asked" and day <= self.due_on
