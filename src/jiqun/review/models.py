"""Experts, rubrics, panels and score sheets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.review.experts import Expert, ExpertFile
from jiqun.review.fields import field_of
from jiqun.review.records import OPEN_SHEETS, Meeting, PaperEntry, PaperSheet, Placement, Session, Unmasking
from jiqun.review.workings import ComputedScores, ProposedRubric, SheetChange

__all__ = [
    "OPEN_SHEETS",
    "ComputedScores",
    "Expert",
    "ExpertFile",
    "Meeting",
    "Panel",
    "PaperEntry",
    "PaperSheet",
    "Placement",
    "ProposedRubric",
    "RubricRevision",
    "Session",
    "Sheet",
    "SheetChange",
    "Unmasking",
]


class RubricRevision(models.Model):
    """One revision of the detailed indicator system (细化指标体系); never changed. Weights sum to 100."""

    name = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "number"], name="one_rubric_a_number"),)


class Panel(models.Model):
    """The panel of a round. The seed's digest is in the journal before the draw, the seed after it.

    `ranked` are the applications (ids) whose scores were opened: the ranking stays that of the opening.
    """

    round = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="panel")
    rubric = models.ForeignKey(RubricRevision, models.PROTECT, related_name="+")
    per_case = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    seed_sha256 = models.CharField(max_length=64)
    terms = models.JSONField(default=dict, help_text="`draw.Terms.plain`, fixed with the digest of the seed")
    committed_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    draw = models.JSONField(default=dict, help_text="what anyone needs to recompute the draw")
    opened_at = models.DateTimeField(null=True)
    ranked = models.JSONField(default=list)
    rule = models.JSONField(default=dict, help_text="`aggregation.Rule.plain`, fixed with the digest of the seed")
    rule_sha256 = models.CharField(max_length=64, blank=True)
    offline = models.BooleanField(default=False, help_text="reviewed on paper in one room (集中评审)")
    witness = models.CharField(max_length=60, blank=True, help_text="who supervised the draw of an offline review")


INVITATION = Text("专家评审邀请：{field}", "Invitation to a review: {field}")


HEAVY = ("panel__draw", "panel__ranked", "panel__rubric__definition")
"""Of a panel, what is read only where it is asked for: the record of its draw, every case it placed, the rubric's text
(which is read once)."""


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Score sheets: before the scores are opened nobody but their author sees one."""

    def visible_to(self, user: Any) -> SheetQuerySet:
        """An expert's own sheets, with what their page needs (one query). Everybody else reads scores only
        through the opened ranking."""
        own = self.filter(expert__account=user.pk).defer(*HEAVY)
        return own.select_related("case__authority", "case__cluster", "expert", "panel__rubric")

    def for_tasks(self) -> SheetQuerySet:
        """Those of clusters still under review, with what a to-do list shows."""
        return self.filter(case__state="review").select_related("case").order_by("due_at", "case__number")


class Sheet(models.Model):
    """One expert's sheet for one application. Scores are integers in hundredths of a point.

    `draft` holds what was typed (field → {"value": text, "version": number}) until the submission, `drafted` how often
    it changed; it is no act and of no account. The submission sets `scores` (item id → {"score": hundredths, "reason":
    text, "computed": the part of the score that was computed, where there is one}), `total` and `sha256` of the
    canonical sheet.

    An expert who was drawn is invited first: until the invitation is accepted `due_at` is the date to answer by, then
    `score_by`. `statements` are what was stated before the case was seen (`statements.signed`).

    A panel meeting may have a submitted sheet scored anew: that is a new `revision`, which `replaces` the one before
    once two persons have confirmed it; `meeting` decided it, for the reason in `ordered_because`.
    """

    id = models.UUIDField(primary_key=True)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="sheets")
    case = models.ForeignKey(Case, models.PROTECT, related_name="sheets")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=20, default="assigned")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    score_by = models.DateTimeField(null=True)
    seat = models.CharField(max_length=12, blank=True, help_text="key of the condition of the draw it fills")
    accepted_at = models.DateTimeField(null=True)
    statements = models.JSONField(default=dict)
    conflict = models.BooleanField(default=False, help_text="stepped aside for an interest in the cluster")
    draft = models.JSONField(default=dict)
    drafted = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    scores = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True)
    comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="revisions")
    meeting = models.ForeignKey("review.Meeting", models.PROTECT, null=True, related_name="ordered")
    ordered_because = models.TextField(blank=True)

    objects: ClassVar[SheetQuerySet] = SheetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "expert", "revision"], name="one_sheet_an_expert_and_case"),
        )
        indexes = (models.Index(fields=["panel", "state"]),)

    @property
    def title(self) -> str:
        """What the to-do list calls it: the cluster under review once the invitation was accepted, its field before."""
        return self.case.title if self.known else str(INVITATION.format(field=field_of(self.case.cluster)))

    @property
    def known(self) -> bool:
        """Whether the expert knows the cluster: not while invited, and not after an invitation was left unaccepted."""
        return self.state not in ("invited", "recused", "replaced") or self.accepted_at is not None
