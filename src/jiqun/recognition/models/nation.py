"""The national level (Article 12): what is recommended to the ministry, and its lists as they were imported."""

from __future__ import annotations

from django.db import models

from jiqun.casework.models import Case
from jiqun.register.models import Cluster, Recognition, RosterRevision


class NationalRecommendation(models.Model):
    """One recommendation to the ministry in a year: the call it answers, its quota, the opinion of its letter.

    `direct`: made by a city that recommends by itself (计划单列市), of its own clusters.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="national_recommendation")
    year = models.PositiveSmallIntegerField()
    call = models.CharField(max_length=120)
    due_on = models.DateField(null=True)
    quota = models.PositiveSmallIntegerField()
    direct = models.BooleanField(default=False)
    opinion = models.TextField(blank=True)


class NationalCandidate(models.Model):
    """A cluster on the list, with the provincial recognition it rests on (none where the city recommends directly).

    `zh` and `en` are the assessment under the national measure as it was last computed, on `roster` for the day
    `assessed_on`; `result` is what the ministry decided: blank until it is recorded.
    """

    recommendation = models.ForeignKey(NationalRecommendation, models.CASCADE, related_name="candidates")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="national_candidacies")
    recognition = models.ForeignKey(Recognition, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    reason = models.TextField()
    roster = models.ForeignKey(RosterRevision, models.PROTECT, null=True, related_name="+")
    zh = models.JSONField(null=True)
    en = models.JSONField(null=True)
    assessed_on = models.DateField(null=True)
    result = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["recommendation", "cluster"], name="one_candidacy_a_recommendation"),
        )


class NationalList(models.Model):
    """A list the ministry announced, as it was imported: new recognitions, or what became of earlier ones.

    `rows` are its lines, each with the cluster it means (`cluster`, blank while nobody has said), or `new` where a
    person entered it anew. Nothing of it is in the register before a second person has confirmed it.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="national_list")
    kind = models.CharField(max_length=12)
    batch = models.CharField(max_length=60)
    document = models.CharField(max_length=80)
    dated_on = models.DateField()
    source = models.CharField(max_length=300)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    rows = models.JSONField()
    confirmed_at = models.DateTimeField(null=True)
