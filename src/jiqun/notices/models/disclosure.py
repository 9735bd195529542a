"""What the province opens to the public beyond its lists (公开), each time after a secrecy review."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jiqun.casework.models import Case


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Disclosures; what is opened is asked for by the public's pages."""

    def opened(self) -> DisclosureQuerySet:
        """Those in force."""
        return self.filter(live=True)


class Disclosure(models.Model):
    """One opening: the directory as open data, or some yearly figures of the clusters (`year`, `figures`).

    `reviewer`, `reviewed_on` and `finding` are the secrecy review (保密审查), `attribute` the attribute of publication
    (公开属性), `basis` what asks for it. `live` from the signature until it is closed.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="disclosure")
    content = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField(null=True)
    figures = models.JSONField(default=list)
    attribute = models.CharField(max_length=12)
    basis = models.CharField(max_length=300)
    reviewer = models.CharField(max_length=40)
    reviewed_on = models.DateField()
    finding = models.CharField(max_length=500)
    live = models.BooleanField(default=False)

    objects: ClassVar[DisclosureQuerySet] = DisclosureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["content", "year"], condition=Q(live=True), name="one_disclosure_a_content_and_year"
            ),
            models.UniqueConstraint(
                fields=["content"],
                condition=Q(live=True, year__isnull=True),
                name="one_disclosure_a_content_without_year",
            ),
        )
