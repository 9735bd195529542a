"""Announced lists."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jiqun.casework.models import Case
from jiqun.notices.models.official_page import OfficialPage


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Announced lists."""

    def public(self) -> AnnouncementQuerySet:
        """Those a person has confirmed; a list still being entered from paper is not among them."""
        return self.filter(confirmed_at__isnull=False)


class Announcement(models.Model):
    """An announced list (公布的名单) of one level and batch: of a round, or entered from paper (`backfilled`).

    `case` is the round, or the matter of the entry. `rows` are the lines of an entry from paper: {"name", "place",
    "authority", "lead_codes", "valid_from", "valid_to", "source"}; the recognitions follow from them with the
    confirmation. `document` is the number the department's own office gave, taken as it is.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="announcement")
    level = models.CharField(max_length=10)
    batch = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    document = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=300)
    announced_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    rows = models.JSONField(default=list)
    backfilled = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[AnnouncementQuerySet] = AnnouncementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["level", "batch"],
                condition=models.Q(confirmed_at__isnull=False),
                name="one_announced_list_a_level_and_batch",
            ),
        )


class AnnouncementPublication(OfficialPage):
    """Where and when an announcement of the list stood on the official website: the first one or a supplement.

    `document` tells which; a later record of the same one corrects an earlier, and says why in its remark.
    """

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="publications")
    document = models.CharField(max_length=80)
