"""Recognitions: a level and a term (Articles 14(三), 15)."""

from __future__ import annotations

from django.db import models

from jiqun.register.models.cluster import Cluster


class Recognition(models.Model):
    """A cluster's recognition. The term is set by the act: end = start + 3 years − 1 day; both days count.

    `case_id` and `case_number` name the application, without a foreign key. `source` is the announcement or,
    for what was decided on paper (`backfilled`), the public source it was taken from.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="recognitions")
    level = models.CharField(max_length=10)
    batch = models.CharField(max_length=60)
    announced_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    document = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=300)
    case_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=40, blank=True)
    backfilled = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cluster", "level", "batch"], name="one_recognition_a_batch_and_level"),
        )
