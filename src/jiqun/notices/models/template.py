"""The texts notices begin from, as the province took them over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jiqun.casework.models import Case


class NoticeTemplateQuerySet(models.QuerySet["NoticeTemplate"]):
    """Templates proposed and taken over."""

    def in_force(self, stem: str) -> NoticeTemplate | None:
        """The latest of a kind of list; `None` while the shipped one holds."""
        return self.filter(stem=stem, number__isnull=False).order_by("-number").first()


class NoticeTemplate(models.Model):
    """A text for the notices of one kind of list (`stem`), with its places in braces and the document it comes from.

    `number` is its revision once it was taken over; notices keep the revision they began from.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="notice_template")
    stem = models.CharField(max_length=20)
    origin = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    body = models.TextField()
    number = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[NoticeTemplateQuerySet] = NoticeTemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["stem", "number"], name="one_template_a_revision"),)
