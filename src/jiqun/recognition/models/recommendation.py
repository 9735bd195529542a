"""The prefecture's own conclusions and site checks (Article 14(二))."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.evidence.models import StoredFile
from jiqun.recognition.models.application import Application


class Conclusion(models.Model):
    """The prefecture's conclusion on one condition: met, not_met or not_applicable.

    Where it differs from what the system computed, `reason`, `document` (its title and number) and `file` (the document
    itself) are asked for, and the province sees them; the county and experts do not.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="conclusions")
    norm = models.CharField(max_length=40)
    verdict = models.CharField(max_length=20)
    computed = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["application", "norm"], name="one_conclusion_a_condition"),)


class SiteCheck(models.Model):
    """An on-site check (实地抽查): firms drawn with a recorded seed, then what was found at each.

    `firms` is [{"uscc", "name", "finding", "agrees"}] in the order drawn; `agrees` and `finding` come with the
    record, and with them `held_on`, `people`, `conclusion` and the scan of the signed sheet.
    """

    application = models.OneToOneField(Application, models.PROTECT, primary_key=True, related_name="site_check")
    seed = models.CharField(max_length=64)
    firms = models.JSONField()
    drawn_at = models.DateTimeField()
    held_on = models.DateField(null=True)
    people = models.CharField(max_length=200, blank=True)
    conclusion = models.TextField(blank=True)
    passed = models.BooleanField(null=True)
    record_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
