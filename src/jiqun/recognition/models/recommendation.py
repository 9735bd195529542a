"""The prefecture's own conclusions (Article 14(二))."""

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
