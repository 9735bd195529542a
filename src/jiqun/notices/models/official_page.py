"""A page of the official website as two persons put it on record."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account


class OfficialPage(models.Model):
    """Where and since when something stood on the official website, with an image of the page. Never changed.

    `by` recorded it, `confirmed_by` opened the address and confirmed it.
    """

    url = models.URLField(max_length=300)
    at = models.DateTimeField()
    image_sha256 = models.CharField(max_length=64, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
