"""An inquiry to departments about the firms of a roster, and the letters it consists of (Article 13(一))."""

from __future__ import annotations

from django.db import models

from jiqun.casework.models import Case
from jiqun.register.models import Cluster, RosterRevision


class Inquiry(models.Model):
    """What is particular to an inquiry: the roster revision asked about and the period, both days counted.

    The case of a prefecture's inquiry lies at the prefecture (`case.path`) and so is not seen by the county until it
    is concluded; then it lies at the cluster.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="inquiry")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="inquiries")
    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    note = models.CharField(max_length=500, blank=True)


class Letter(models.Model):
    """One department of an inquiry: how it was asked and what it answered.

    `document` and `sent_on` are of the letter that went out, `reply_document` and `replied_on` of the answer;
    `covers` are the kinds of incidents it answered for, joined by 、. `clear`: no record of any firm. `reminded`:
    [{"on", "note"}]. Numbers are the offices' own.
    """

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="letters")
    department = models.CharField(max_length=20)
    document = models.CharField(max_length=80, blank=True)
    sent_on = models.DateField(null=True)
    reminded = models.JSONField(default=list)
    replied_by = models.CharField(max_length=80, blank=True)
    reply_document = models.CharField(max_length=80, blank=True)
    replied_on = models.DateField(null=True)
    covers = models.CharField(max_length=200, blank=True)
    clear = models.BooleanField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["inquiry", "department"], name="one_letter_a_department"),)
