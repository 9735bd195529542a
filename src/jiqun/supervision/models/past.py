"""What was decided or handed in on paper before the product came (历史补录), a table at a time."""

from __future__ import annotations

from django.db import models

from jiqun.casework.models import Case


class PastEntry(models.Model):
    """One table from paper: its kind, the document it was taken from, its cells as they came and its lines as read.

    `cells` are the rows of text, the header first; `rows` the lines with the key of their cluster and plain values. The
    document lies with the matter's files. Entered in the register at `confirmed_at`, by the signature of a second
    person; before that nothing but this row holds it.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="past_entry")
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=300)
    document = models.CharField(max_length=80, blank=True)
    dated_on = models.DateField()
    cells = models.JSONField()
    rows = models.JSONField()
    confirmed_at = models.DateTimeField(null=True)
