"""What a prefecture's officers type into the pre-check sheet before they conclude (Article 14(二)); no act."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.recognition.models.application import Application


class ConclusionDraft(models.Model):
    """One field of the sheet as it was typed; the highest `version` stands until a conclusion takes it (`taken`).

    `field` is a name of `ConcludeForm`. Never changed and never deleted: the history of the draft.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="conclusion_drafts")
    field = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    value = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "field", "version"], name="one_conclusion_draft_a_version"),
        )
