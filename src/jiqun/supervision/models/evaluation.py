"""The evaluation report of a year (集群发展评估报告, Article 16): its draft, what people wrote in it, its editions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Authority
from jiqun.casework.models import Case
from jiqun.register.models import Cluster


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Evaluation reports, always through who may see their matter."""

    def visible_to(self, user: Any) -> EvaluationQuerySet:
        """Those whose matter the account sees."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Evaluation(models.Model):
    """One report: `maker` reports of `year` on the territory `place`, or on one `cluster` of it.

    `content` is what the data say (chapters, sources, the facts behind them), drawn at `drawn_at`; `moved` names the
    sentences whose numbers the last drawing changed, with what they said before. `edition` is the number of the edition
    being drafted. One that was discarded (`live=False`) makes room for another.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="evaluation")
    maker = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    place = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="evaluations")
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    moved = models.JSONField(default=dict)
    drawn_at = models.DateTimeField()
    live = models.BooleanField(default=True)

    objects: ClassVar[EvaluationQuerySet] = EvaluationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["maker", "place", "year"],
                condition=Q(cluster__isnull=True, live=True),
                name="one_evaluation_a_place_and_year",
            ),
            models.UniqueConstraint(
                fields=["maker", "cluster", "year"],
                condition=Q(cluster__isnull=False, live=True),
                name="one_evaluation_a_cluster_and_year",
            ),
        )


class SentenceWording(models.Model):
    """What a person wrote in the place of a generated sentence; the row of the highest `number` holds.

    Blank: the generated sentence again. `basis` are the numbers it was written beside, so that a change is noticed.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="wordings")
    key = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField()
    zh = models.TextField(blank=True)
    en = models.TextField(blank=True)
    basis = models.JSONField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("key", "number")
        constraints = (
            models.UniqueConstraint(fields=["evaluation", "key", "number"], name="one_wording_a_sentence_and_number"),
        )


class EvaluationEdition(models.Model):
    """An edition as it was issued, never changed. `content` holds its sentences as they were worded."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["evaluation", "number"], name="one_edition_a_number"),)
