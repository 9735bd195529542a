"""What scoring leaves on record beside the sheets: computed scores, what was typed before, proposed rubrics."""

from __future__ import annotations

from django.db import models

from jiqun.casework.models import Case


class ComputedScores(models.Model):
    """What the rules of a panel's rubric came to for one case, pinned when the panel is drawn; never changed.

    All experts of the case see the same. `record` is `computed.Record.plain()`, `sha256` that of its canonical bytes.
    """

    panel = models.ForeignKey("review.Panel", models.PROTECT, related_name="computed")
    case = models.OneToOneField(Case, models.PROTECT, related_name="computed_scores")
    record = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()


class SheetChange(models.Model):
    """One field of a sheet's draft as it was typed and kept; its author alone reads it, and it goes with the draft."""

    sheet = models.ForeignKey("review.Sheet", models.CASCADE, related_name="changes")
    field = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    value = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sheet", "field", "version"], name="one_change_a_version"),)


class ProposedRubric(models.Model):
    """A rubric the province proposes; put in force, it becomes the revision `adopted`.

    `origin` is the department's document it comes from; the workbook is evidence of the matter.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="proposed_rubric")
    definition = models.JSONField()
    origin = models.CharField(max_length=200)
    adopted = models.OneToOneField("review.RubricRevision", models.PROTECT, null=True, related_name="+")
