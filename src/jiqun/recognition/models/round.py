"""A recognition round (批次): everything its applications are judged by is pinned here (Articles 12, 14)."""

from __future__ import annotations

from datetime import date

from django.db import models

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Authority
from jiqun.casework.models import Case
from jiqun.forms.models import FormRevision
from jiqun.review.models import RubricRevision


class Round(models.Model):
    """One round. Opening it issues the 认定工作通知; from then on nothing here changes.

    `reason` is what Article 12 asks for when a year has a second round. `niche_scope` and `niche_digits` are the
    sub-sector rule: one cluster a sub-sector of so many digits within a prefecture or the province (0: no rule).
    `demands` are the numbered requirements the notice adds, `readings` the ones it fixes.

    `bases` and `interpretations` are the registered ones as they stood when the call went out
    (`jiqun.law.basis.Basis.plain`, `jiqun.law.interpretations.Interpretation.plain`): what is registered later changes
    nothing here. `certificates` says that certificates are drawn up after the announcement; the measure asks for none.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="round")
    year = models.PositiveSmallIntegerField()
    supplementary = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    county_deadline = models.DateTimeField()
    prefecture_deadline = models.DateTimeField()
    review_deadline = models.DateTimeField(null=True)
    niche_scope = models.CharField(max_length=12, default="prefecture")
    niche_digits = models.PositiveSmallIntegerField(default=0)
    form = models.ForeignKey(FormRevision, models.PROTECT, related_name="+")
    rubric = models.ForeignKey(RubricRevision, models.PROTECT, related_name="+")
    readings = models.JSONField(default=dict)
    demands = models.JSONField(default=list)
    bases = models.JSONField(default=list)
    interpretations = models.JSONField(default=list)
    document = models.CharField(max_length=80, blank=True)
    call = models.TextField(blank=True)
    issued_on = models.DateField(null=True)
    certificates = models.BooleanField(default=False)

    @property
    def base_year(self) -> int:
        """The latest complete calendar year before the round: what 近三年 ends with."""
        return self.year - 1

    @property
    def closes_on(self) -> date:
        """The day applications close: titles must be valid on it, the 36 months of incidents end with it."""
        return day_of(self.county_deadline)


class Quota(models.Model):
    """How many a prefecture may recommend; `used` never exceeds `ceiling`, by the database."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="quotas")
    prefecture = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    ceiling = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "prefecture"], name="one_quota_a_prefecture"),
            models.CheckConstraint(condition=models.Q(used__lte=models.F("ceiling")), name="quota_is_a_ceiling"),
        )
