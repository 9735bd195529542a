"""A visit on the spot: what it is about, its firms, what was photographed, its conclusion."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.casework.models import Case
from jiqun.evidence.models import Attachment
from jiqun.register.models import Cluster, RosterRevision

PLANNED, SIGNED, CONCLUDED, CALLED_OFF = "planned", "signed", "concluded", "called_off"
"""States of a visit's case."""
PASSED, REMARKS, FAILED = "passed", "remarks", "failed"
"""Outcomes."""


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits, always through who may see them."""

    def visible_to(self, user: Any) -> VisitQuerySet:
        """Those whose own case the account sees: the authority that makes them, and those above where it says so."""
        return self.filter(case__in=Case.objects.visible_to(user))


class Visit(models.Model):
    """What is particular to a visit. Its case lies at the authority that makes it, never at the one visited.

    `kind` names a `visits.kinds.Kind`; `about` is the matter it serves (an application). `people` are those who go:
    [{"name", "unit"}]. `seed` is the drawing's, kept for anybody to draw again from `roster`; `lot` is how many it
    drew. `threshold` is in per mille: a figure seen that differs by more from the one stated is marked. `checklist`
    names the revision of the questions. `record` is the signed sheet: {"code", "read", "signers"}; `read` is `qr`,
    `typed`, or `hand` for a sheet that was not printed here. `sums` are the deviations as they stood at the conclusion
    (`visits.deviations.Sums.plain`).
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="visit")
    kind = models.CharField(max_length=20)
    about = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="visits")
    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="+")
    checklist = models.CharField(max_length=40)
    threshold = models.PositiveSmallIntegerField()
    planned_on = models.DateField()
    people = models.JSONField()
    seed = models.CharField(max_length=64)
    lot = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()
    held_on = models.DateField(null=True)
    record = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10, blank=True)
    conclusion = models.TextField(blank=True)
    sums = models.JSONField(default=dict)
    concluded_at = models.DateTimeField(null=True)

    objects: ClassVar[VisitQuerySet] = VisitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["about", "kind"]),)

    @property
    def names(self) -> str:
        """Who goes, joined by 、."""
        return "、".join(f"{each['name']}（{each['unit']}）" if each["unit"] else each["name"] for each in self.people)


class VisitedFirm(models.Model):
    """A firm a visit goes to. `how` is lot, risk, added or replacement, `reason` why for the last two.

    `points` explain its risk: [{"points", "zh", "en"}]. A firm that was shut stays with the one in its place.
    """

    class How(models.TextChoices):
        """Why it is visited."""

        LOT = "lot", "随机抽取"
        RISK = "risk", "按风险选取"
        ADDED = "added", "增加"
        REPLACEMENT = "replacement", "替换"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="firms")
    uscc = models.CharField(max_length=18)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=12, choices=How)
    reason = models.CharField(max_length=500, blank=True)
    points = models.JSONField(default=list)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="in_place_of")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["visit", "uscc"], name="one_visit_a_firm"),
            models.UniqueConstraint(fields=["visit", "position"], name="one_firm_a_position"),
        )


class Photo(models.Model):
    """A photo taken at a firm. When and where are the camera's own, kept for the case and stripped from any copy.

    Degrees as decimal text, north and east positive; blank where the camera did not say.
    """

    id = models.UUIDField(primary_key=True)
    firm = models.ForeignKey(VisitedFirm, models.PROTECT, related_name="photos")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="visit_photo")
    taken_at = models.DateTimeField(null=True)
    latitude = models.CharField(max_length=12, blank=True)
    longitude = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude="", longitude="") | ~Q(latitude="") & ~Q(longitude=""),
                name="a_place_has_both_degrees",
            ),
        )
