"""The remedy an applicant is told of with a decision against it (Article 14(三))."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.recognition.models.application import Application


class Remedy(models.Model):
    """What the legal officer chose for one application that was not recognised: a slug of `hearings.appeals`; `reason`
    says why where nothing is told."""

    application = models.OneToOneField(Application, models.PROTECT, primary_key=True, related_name="remedy")
    appeal = models.CharField(max_length=20)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
