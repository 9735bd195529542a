"""What a county is asked to correct (补正): noted while reading, told all at once, answered one by one (A14.2)."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.recognition.models.application import Application


class CorrectionItem(models.Model):
    """One thing to be corrected. `notice` 0 is the prefecture's note, not told yet; n is the n-th notice.

    `place` is a code of `queries.corrections.places`. `visible` marks, from the second notice on, what stood so at the
    first hand-in already and could have been named then; `reason` is why it was not. `reply` is the county's word.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="corrections")
    notice = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(max_length=160)
    text = models.CharField(max_length=500)
    visible = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reply = models.CharField(max_length=1000, blank=True)
    replied_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "notice", "place"], name="one_correction_a_place"),
        )
