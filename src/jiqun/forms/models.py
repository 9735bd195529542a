"""Form revisions, answers and their history."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import Case


class FormRevision(models.Model):
    """One revision of a form; never changed. `definition` is the canonical JSON of its sections and fields."""

    form = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["form", "number"], name="one_revision_a_number"),)


class Answer(models.Model):
    """The value of one field of one matter; draft until the act that hands it in takes its digest."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    field = models.CharField(max_length=60)
    value = models.JSONField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "field"], name="one_answer_a_field"),)


class AnswerChange(models.Model):
    """The history of a field: who changed it, when, from what to what; `version` is the answer's after it.

    `source` says where a value came from that nobody typed: an earlier application, the register, an earlier answer.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    field = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (models.Index(fields=["case", "field", "version"]),)


class Presence(models.Model):
    """Who has a section open to fill it in: when last heard of by real time, and which field was changed last.

    One row for each account and matter; it says who is at work, nothing that counts.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    section = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=80, blank=True)
    seen = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "account"], name="one_place_at_a_time"),)


class ProposedForm(models.Model):
    """A definition the province proposes for a form; adopted, it becomes the revision `adopted`.

    `origin` is the department's document it comes from; the definition's file is evidence of the matter.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="proposed_form")
    form = models.CharField(max_length=40)
    definition = models.JSONField()
    origin = models.CharField(max_length=200)
    adopted = models.OneToOneField(FormRevision, models.PROTECT, null=True, related_name="+")
