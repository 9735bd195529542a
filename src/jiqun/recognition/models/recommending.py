"""A prefecture's recommendation in a round (报送推荐): one matter, whose letters lie in revisions (Article 14(二))."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Authority
from jiqun.casework.models import Case
from jiqun.evidence.models import StoredFile
from jiqun.recognition.models.round import Round


class Recommendation(models.Model):
    """What one prefecture sends to the province in a round.

    `order` are the candidates by case id as the prefecture last set them. `late_until` is the moment the province
    allows a first letter after the deadline.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="recommendation")
    round = models.ForeignKey(Round, models.PROTECT, related_name="recommendations")
    prefecture = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    order = models.JSONField(default=list)
    late_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "prefecture"], name="one_recommendation_a_round_and_prefecture"),
        )


class RecommendationLetter(models.Model):
    """One letter (推荐函) with its table (推荐汇总表) as it was sent; never changed, a later number takes its place.

    `rows` are the recommended clusters by rank (`recommending.content.Line.plain`). `content` is the stored canonical
    JSON of the whole; its digest says what was sent. `ceiling` was the quota when it was sent, `explanation` why fewer
    were recommended, `reason` why an earlier letter was corrected.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="letters")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    opinion = models.TextField()
    explanation = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    ceiling = models.PositiveSmallIntegerField()
    rows = models.JSONField()
    content = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["recommendation", "number"], name="one_letter_a_number_of_a_recommendation"
            ),
        )
