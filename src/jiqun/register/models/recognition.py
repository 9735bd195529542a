"""Recognitions: a level, a term, and what became of them (Articles 14(三), 15, 17)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from jiqun.bilingual import Text
from jiqun.register.models.cluster import Cluster
from jiqun.register.terms import Standing, standing


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    """Recognitions, always through who may see their cluster; their list itself is public (主动公开)."""

    def visible_to(self, user: Any) -> RecognitionQuerySet:
        """Those of the clusters the account sees."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))


class Recognition(models.Model):
    """A cluster's recognition. The term is set by the act: end = start + 3 years − 1 day; both days count.

    `case_id` and `case_number` name the application, without a foreign key. `source` is the announcement or,
    for what was decided on paper (`backfilled`), the public source it was taken from. `valid_to` is the present end:
    a renewal moves it, and what it was before stands in the `changes`. `revoked_from` is the first day without it.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="recognitions")
    level = models.CharField(max_length=10)
    batch = models.CharField(max_length=60)
    announced_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    revoked_from = models.DateField(null=True)
    document = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=300)
    case_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=40, blank=True)
    backfilled = models.BooleanField(default=False)

    objects: ClassVar[RecognitionQuerySet] = RecognitionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cluster", "level", "batch"], name="one_recognition_a_batch_and_level"),
        )

    def standing(self, on: date) -> Standing:
        """What it is on a day."""
        return standing(self.valid_from, self.valid_to, on, self.revoked_from)


class RecognitionChange(models.Model):
    """What was decided on a recognition after it was entered. Only followed by another, never taken back; a revocation
    gets its document and, at the earliest, its first day when it is served (`becoming.served`).

    `on` is the day of the decision, `effective_on` the first day it counts. A renewal carries the term it adds
    (`valid_from`, `valid_to`); the other kinds carry the term as it stood. `reason` is published with it. `case_id` and
    `case_number` name the matter, without a foreign key; what was decided on paper is `backfilled` with its `source`.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        RENEWED = "renewed", "复核通过，延长有效期"
        NOT_RENEWED = "not_renewed", "复核未通过"
        REVOKED = "revoked", "撤销认定"
        RESTORED = "restored", "撤回撤销决定"

    id = models.UUIDField(primary_key=True)
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField()
    effective_on = models.DateField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    document = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    case_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=40, blank=True)
    backfilled = models.BooleanField(default=False)

    class Meta:
        ordering = ("effective_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["recognition", "valid_from"],
                condition=models.Q(kind="renewed"),
                name="one_renewal_a_term",
            ),
        )

    @property
    def title(self) -> Text:
        """For people."""
        return CHANGE_TITLES[self.Kind(self.kind)]


CHANGE_TITLES = {
    RecognitionChange.Kind.RENEWED: Text("复核通过，延长有效期", "Renewed for another term"),
    RecognitionChange.Kind.NOT_RENEWED: Text("复核未通过", "Not renewed"),
    RecognitionChange.Kind.REVOKED: Text("撤销认定", "Revoked"),
    RecognitionChange.Kind.RESTORED: Text("撤回撤销决定", "Revocation withdrawn"),
}
