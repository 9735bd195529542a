"""What is entered while the list is drawn up, before anything is signed (Article 14(三))."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.recognition.models.round import Round


class ListEntry(models.Model):
    """One field of the form of the list as it was left at a moment; the latest of a name counts, the earlier ones are
    its history. `by_line` says that the cut line set it, not a person's choice."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="list_entries")
    name = models.CharField(max_length=60)
    value = models.CharField(max_length=500, blank=True)
    by_line = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["round", "id"], name="list_entries_of_a_round"),)
