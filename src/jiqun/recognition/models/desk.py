"""The working draft of a roster (名册工作稿): cells as text while a county puts its roster together. No act yet."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.recognition.models.application import Application


class RosterDraft(models.Model):
    """One draft an application. `version` rises with every change; `generation` with every replacement of the whole.

    `problems` are the errors and remarks of version `checked` (compressed JSON); `notes` what opening the last
    workbook or paste did not take: [{"zh", "en"}]. While something long runs `stage` names it, `progress` is its
    percentage and `beat` the real time of its last sign of life; `failure` is why it ended, {"zh", "en"}.
    """

    application = models.OneToOneField(Application, models.PROTECT, primary_key=True, related_name="roster_draft")
    version = models.PositiveIntegerField(default=0)
    generation = models.PositiveIntegerField(default=0)
    source = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    lines = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(null=True)
    errors = models.PositiveIntegerField(default=0)
    remarks = models.PositiveIntegerField(default=0)
    problems = models.BinaryField(default=bytes)
    stage = models.CharField(max_length=12, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict)
    adopted = models.PositiveIntegerField(null=True, help_text="the version last taken as the roster in use")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)


class RosterDraftLines(models.Model):
    """Some hundred lines of one sheet, as compressed JSON: [[number, cell, cell, …], …], numbers unique within it.

    Lines keep their chunk and number for life, so that two clerks who add and delete still mean the same line.
    """

    draft = models.ForeignKey(RosterDraft, models.CASCADE, related_name="chunks")
    generation = models.PositiveIntegerField()
    sheet = models.CharField(max_length=20)
    place = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    last = models.PositiveIntegerField(help_text="the highest number ever given in it")
    packed = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draft", "generation", "sheet", "place"], name="one_chunk_a_place"),
        )


class RosterDraftChange(models.Model):
    """One step of the work: who, when, what, and what takes it back (compressed JSON)."""

    draft = models.ForeignKey(RosterDraft, models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.JSONField(default=dict)
    steps = models.BinaryField(default=bytes)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "version"], name="one_desk_change_a_version"),)
