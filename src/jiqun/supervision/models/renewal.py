"""The renewal review (复核, Article 15): its rounds, whom they cover, and the matter of each recognition."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Authority
from jiqun.casework.models import Case
from jiqun.forms.models import FormRevision
from jiqun.register.models import Cluster, Goal, Recognition, RosterRevision


class RenewalRoundQuerySet(models.QuerySet["RenewalRound"]):
    """Rounds, always through who may see their matter."""

    def visible_to(self, user: Any) -> RenewalRoundQuerySet:
        """Those whose matter the account sees: a draft by the province alone, a called one by all staff."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def called(self) -> RenewalRoundQuerySet:
        """Those whose call went out."""
        return self.filter(issued_on__isnull=False)


class RenewalRound(models.Model):
    """One round of renewal reviews: recognitions whose term ends from `ends_from` to `ends_to`, as they are `covered`.

    With its call it pins the measure in force on that day: `bases` and `interpretations` as they stood, `readings` as
    they are read. `left_out` is why recognitions of the window are not covered. The dates are those of counties and
    prefectures; they remind, and decide nothing.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="renewal_round")
    ends_from = models.DateField()
    ends_to = models.DateField()
    county_deadline = models.DateTimeField()
    prefecture_deadline = models.DateTimeField()
    form = models.ForeignKey(FormRevision, models.PROTECT, related_name="+")
    call = models.TextField()
    left_out = models.TextField(blank=True)
    readings = models.JSONField(default=dict)
    bases = models.JSONField(default=list)
    interpretations = models.JSONField(default=list)
    document = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)

    objects: ClassVar[RenewalRoundQuerySet] = RenewalRoundQuerySet.as_manager()  # type: ignore[assignment]


class Covered(models.Model):
    """One recognition that a round covers: its county may apply, and has to, for not to apply is a ground of 17(一)."""

    round = models.ForeignKey(RenewalRound, models.PROTECT, related_name="covered")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="renewal_rounds")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "recognition"], name="covered_once_by_a_renewal_round"),
        )

    @property
    def key(self) -> str:
        """What names it in an address and in the journal: `round.recognition`, the same on every database."""
        return f"{self.round_id}.{self.recognition_id}"


class RenewalQuerySet(models.QuerySet["Renewal"]):
    """Renewals, always through who may see their matter."""

    def visible_to(self, user: Any) -> RenewalQuerySet:
        """Those whose matter the account sees: a draft by its county alone, what was handed in by those above too."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Renewal(models.Model):
    """The renewal review of one recognition within a round, of the term that ends on `ends_on`; `live` until withdrawn.

    `roster`, `findings` (the assessment as plain values, by language) and `facts_sha256` are those of the last hand-in,
    computed under the round's measure. `late` is why it came after the county's date. `conditions` is the prefecture's
    conclusion on each condition: {norm: {"verdict", "computed", "reason"}}. `proposed` is the province's proposal,
    `pass` or `fail`, with its `reasons`. `returned` is what the last return asked for.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="renewal")
    round = models.ForeignKey(RenewalRound, models.PROTECT, related_name="renewals")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="renewals")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="renewals")
    ends_on = models.DateField()
    prefecture = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    roster = models.ForeignKey(RosterRevision, models.PROTECT, null=True, related_name="+")
    facts_sha256 = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    late = models.TextField(blank=True)
    returned = models.TextField(blank=True)
    returned_by_prefecture = models.BooleanField(default=False)
    returned_by_province = models.BooleanField(default=False)
    conditions = models.JSONField(default=dict)
    opinion = models.TextField(blank=True)
    agrees = models.BooleanField(null=True)
    experts = models.TextField(blank=True)
    proposed = models.CharField(max_length=4, blank=True)
    reasons = models.TextField(blank=True)
    live = models.BooleanField(default=True)

    objects: ClassVar[RenewalQuerySet] = RenewalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["round", "recognition"],
                condition=models.Q(live=True),
                name="one_renewal_a_recognition_and_round",
            ),
        )


class GoalResult(models.Model):
    """What became of one goal (Article 15: 考核目标完成情况), as handed in and as each level judged it.

    `target` is the one in force at hand-in, with approved adjustments; `actual` a decimal as text, `source` what proves
    it. `computed` is the system's proposal, `opinion` the prefecture's, `result` the province's, each a key of
    `renewal.goals.RESULTS`; who departs from the proposal says why.
    """

    renewal = models.ForeignKey(Renewal, models.PROTECT, related_name="results")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="results")
    target = models.CharField(max_length=30)
    actual = models.CharField(max_length=30)
    source = models.TextField(blank=True)
    computed = models.CharField(max_length=8, blank=True)
    opinion = models.CharField(max_length=8, blank=True)
    opinion_reason = models.TextField(blank=True)
    result = models.CharField(max_length=8, blank=True)
    result_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("goal__number",)
        constraints = (models.UniqueConstraint(fields=["renewal", "goal"], name="one_result_a_goal_and_renewal"),)
