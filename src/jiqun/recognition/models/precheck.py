"""What is computed from an application's roster: its facts, and the findings on them (对标预审)."""

from __future__ import annotations

from django.db import models

from jiqun.recognition.models.application import Application


class BuiltFacts(models.Model):
    """The additive facts of an application (canonical JSON), as `Application.facts_sha256` names them.

    Apart from the application's row, so that lists of applications do not read them along.
    """

    application = models.OneToOneField(Application, models.CASCADE, primary_key=True, related_name="built_facts")
    facts = models.JSONField()


class PreCheck(models.Model):
    """One assessment, pinned to what it was computed from: measure, legal date, readings, facts.

    `zh` and `en` are `Assessment.plain()` in both languages. Never a decision.
    """

    application = models.OneToOneField(Application, models.CASCADE, primary_key=True, related_name="precheck")
    measure = models.CharField(max_length=40)
    on = models.DateField()
    readings = models.JSONField()
    facts_sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20)
    zh = models.JSONField()
    en = models.JSONField()
    at = models.DateTimeField()
