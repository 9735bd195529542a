"""What a panel leaves on record beside its sheets: places, meetings, reviews on paper, unmasked experts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Account, Level
from jiqun.casework.models import Case

OPEN_SHEETS = ("invited", "assigned", "declared")
"""States in which a sheet may still be handed in."""


class Placement(models.Model):
    """One case's place in the ranking of an opened panel, as the rule gave it from the sheets that count.

    `score` and the values of `dimensions` (by clause) are exact points, written `n/d`; `computed` is in hundredths of
    a point; `sheets` were counted, `revised` of them in a re-scored revision; `tied`: others share the rank; `by` is
    the step of the tie rule that was needed.
    """

    panel = models.ForeignKey("review.Panel", models.PROTECT, related_name="placements")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    score = models.CharField(max_length=40)
    dimensions = models.JSONField(default=dict)
    computed = models.PositiveIntegerField(default=0)
    sheets = models.PositiveSmallIntegerField()
    revised = models.PositiveSmallIntegerField(default=0)
    tied = models.BooleanField(default=False)
    by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["panel", "case"], name="one_place_a_case"),)
        indexes = (models.Index(fields=["panel", "rank"]),)


class Meeting(models.Model):
    """The record of one panel meeting (评审会记录), with the scan its people signed; never changed.

    `experts` are codes; `consensus` is what the panel said of a cluster, by the number of its case.
    """

    id = models.UUIDField(primary_key=True)
    panel = models.ForeignKey("review.Panel", models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=80)
    staff = models.CharField(max_length=200)
    supervisor = models.CharField(max_length=60)
    experts = models.JSONField(default=list)
    recusals = models.TextField(blank=True)
    matters = models.TextField()
    consensus = models.JSONField(default=dict)
    record_sha256 = models.CharField(max_length=64)
    record_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["panel", "number"], name="one_meeting_a_number"),)


class Session(models.Model):
    """A day of a review on paper in one room (集中评审): who was there by code, under whose eyes, with the scans of
    the signed attendance list and of the confidentiality statements; never changed."""

    id = models.UUIDField(primary_key=True)
    panel = models.ForeignKey("review.Panel", models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=80)
    supervisor = models.CharField(max_length=60)
    experts = models.JSONField(default=list)
    attendance_sha256 = models.CharField(max_length=64)
    attendance_name = models.CharField(max_length=160)
    statements_sha256 = models.CharField(max_length=64)
    statements_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["panel", "number"], name="one_session_a_number"),)


class PaperSheetQuerySet(models.QuerySet["PaperSheet"]):
    """Paper sheets, always through who may see them."""

    def visible_to(self, user: Any) -> PaperSheetQuerySet:
        """Those of the rounds of the account's own provincial office, which enters them (one query)."""
        if user.role not in OFFICE or user.level != Level.PROVINCE:
            return self.none()
        own = self.filter(sheet__panel__round__authority=user.authority_id)
        return own.select_related(
            "sheet__case__authority", "sheet__expert", "sheet__panel__rubric", "sheet__panel__round"
        )

    def for_tasks(self) -> PaperSheetQuerySet:
        """Those still to be entered, with what a to-do list shows; of a sheet that was taken back nothing is."""
        still = self.filter(sheet__state__in=OPEN_SHEETS, sheet__case__state="review")
        return still.order_by("sheet__due_at", "sheet__case__number", "sheet__expert__code")


class PaperSheet(models.Model):
    """A score sheet filled in on paper, on its way into the system: entered by two persons apart.

    An `attempt` is two entries by two persons; when they differ, `differs` names the items (never a value), and the
    next attempt begins. `scan_sha256` is the signed sheet.
    """

    sheet = models.OneToOneField("review.Sheet", models.PROTECT, primary_key=True, related_name="paper")
    state = models.CharField(max_length=20, default="awaited")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    attempt = models.PositiveSmallIntegerField(default=1)
    differs = models.JSONField(default=list)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=160, blank=True)

    objects: ClassVar[PaperSheetQuerySet] = PaperSheetQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def title(self) -> str:
        """What the to-do list calls it: the cluster and the expert by code."""
        return f"{self.sheet.case.title} · {self.sheet.expert.code}"

    @property
    def due_at(self) -> Any:
        """When the sheet is due."""
        return self.sheet.due_at


class PaperEntry(models.Model):
    """What one person read off a paper sheet: item id → hundredths, and the comment. Nobody is shown another's."""

    paper = models.ForeignKey(PaperSheet, models.PROTECT, related_name="entries")
    attempt = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    scores = models.JSONField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["paper", "attempt", "by"], name="one_entry_a_person"),)


class Unmasking(models.Model):
    """An expert's name was made known to the discipline supervisor, by two persons and with a reason."""

    panel = models.ForeignKey("review.Panel", models.PROTECT, related_name="unmaskings")
    expert = models.ForeignKey("review.Expert", models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    prepared_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["panel", "expert"], name="an_expert_is_unmasked_once"),)
