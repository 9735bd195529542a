"""An application (申报) and its receipts (Article 14(一))."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Authority
from jiqun.casework.models import Case
from jiqun.recognition.models.forwarding import ForwardedRevision
from jiqun.recognition.models.round import Round
from jiqun.register.models import Cluster, RosterRevision


class Application(models.Model):
    """What is particular to an application.

    `roster` is the revision that is assessed; `facts_sha256` names the facts built from it for the round's closing day
    (`BuiltFacts`). `forwarded` is the revision of its prefecture's forwarded call: followed while it is drafted, kept
    as it was when it was handed in. `notices` counts how often the county was told what to correct (`CorrectionItem`).
    `returned_until` is the moment by which the prefecture may recommend anew what the province returned. `rank` is the
    prefecture's, never shown to experts. `snapshot_sha256` names what was handed in last.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="application")
    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="applications")
    prefecture = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    roster = models.ForeignKey(RosterRevision, models.PROTECT, null=True, related_name="+")
    forwarded = models.ForeignKey(ForwardedRevision, models.PROTECT, null=True, related_name="applications")
    facts_sha256 = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    notices = models.PositiveSmallIntegerField(default=0)
    returned_once = models.BooleanField(default=False)
    province_remarks = models.TextField(blank=True)
    returned_until = models.DateTimeField(null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    opinion = models.TextField(blank=True)
    niche_reason = models.TextField(blank=True)
    recommended_at = models.DateTimeField(null=True)
    outcome_reason = models.TextField(blank=True)
    reserve_rank = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "cluster"], name="one_application_a_cluster_and_round"),
            models.UniqueConstraint(
                fields=["round", "prefecture", "rank"],
                condition=models.Q(rank__isnull=False),
                name="one_cluster_a_rank",
            ),
        )


class Receipt(models.Model):
    """The receipt (回执) of a submission: what was handed in, when, and where the journal stood.

    `signed` is the receipt as it is handed out: canonical JSON under the office's signature, written with the act. It
    is empty for what was handed in before receipts were signed.
    """

    number = models.CharField(max_length=40, primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="receipts")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    record_id = models.UUIDField(help_text="the act's record, which names its place in the journal")
    signed = models.BinaryField(default=b"")
