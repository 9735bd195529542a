"""Experts, rubrics, panels and score sheets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import Case


class Expert(models.Model):
    """A member of the pool. `code` is how the expert appears to others; ties are employers and place codes that
    bar the expert from a case."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="expert")
    code = models.CharField(max_length=12, unique=True)
    field = models.CharField(max_length=60)
    employer = models.CharField(max_length=80)
    place = models.CharField(max_length=120, help_text="path of the place of work")
    ties = models.JSONField(default=list, help_text="path prefixes and credit codes declared as ties")
    available = models.BooleanField(default=True)


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
    committed_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    draw = models.JSONField(default=dict, help_text="what anyone needs to recompute the draw")
    opened_at = models.DateTimeField(null=True)
    ranked = models.JSONField(default=list)


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Score sheets: before the scores are opened nobody but their author sees one."""

    def visible_to(self, user: Any) -> SheetQuerySet:
        """An expert's own sheets, with what their page needs (one query). Everybody else reads scores only
        through the opened ranking."""
        own = self.filter(expert__account=user.pk)
        return own.select_related("case__authority", "expert", "panel__rubric")

    def for_tasks(self) -> SheetQuerySet:
        """With what a to-do list shows."""
        return self.select_related("case").order_by("due_at", "case__number")


class Sheet(models.Model):
    """One expert's sheet for one application. Scores are integers in hundredths of a point.

    `draft` holds what was typed, field by field, until the submission; it is no act and of no account. The submission
    sets `scores` (item id → {"score": hundredths, "reason": text}), `total` and `sha256` of the canonical sheet.
    """

    id = models.UUIDField(primary_key=True)
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="sheets")
    case = models.ForeignKey(Case, models.PROTECT, related_name="sheets")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=20, default="assigned")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    draft = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    scores = models.JSONField(default=dict)
    total = models.PositiveIntegerField(null=True)
    comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects: ClassVar[SheetQuerySet] = SheetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "expert"], name="one_sheet_an_expert_and_case"),)
        indexes = (models.Index(fields=["panel", "state"]),)

    @property
    def title(self) -> str:
        """What the to-do list calls it: the cluster under review."""
        return self.case.title
