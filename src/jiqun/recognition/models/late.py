"""Attempts to hand in after the deadline (截止后提交尝试): refused, and proved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import Actor


class LateAttemptQuerySet(models.QuerySet["LateAttempt"]):
    """Attempts, always through who may see them."""

    def visible_to(self, actor: Actor) -> LateAttemptQuerySet:
        """Those of the account's territory: the applicant's own, and of the authorities above it, although the draft
        itself is not theirs to see."""
        if actor.authority is None or actor.role not in STAFF:
            return self.none()
        return self.filter(case__path__startswith=actor.authority.path)


class LateAttempt(models.Model):
    """One attempt: who, when, at which deadline, and the digests of what would have been handed in.

    The content lies in the file store under `sha256`; `seq` is the attempt's entry in the journal.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="late_attempts")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    deadline = models.DateTimeField()
    key = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    seq = models.BigIntegerField()

    objects: ClassVar[LateAttemptQuerySet] = LateAttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["by", "key"], name="one_late_attempt_a_key"),)
