"""A prefecture's forwarded call (转发通知): its own deadline, quotas and demands for its counties (Articles 5, 14)."""

from __future__ import annotations

from typing import Any

from django.db import models

from jiqun.authorities.models import Authority
from jiqun.casework.models import Case
from jiqun.recognition.models.round import Round


class ForwardedCall(models.Model):
    """A prefecture forwards a round's call once; what it says lies in revisions."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="forwarded_call")
    round = models.ForeignKey(Round, models.PROTECT, related_name="forwarded_calls")
    prefecture = models.ForeignKey(Authority, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "prefecture"], name="one_forwarded_call_a_round_and_prefecture"),
        )


class ForwardedRevision(models.Model):
    """What a forwarded call says: drafted until `issued_at`, then never changed; a later one takes its place for what
    is still being drafted.

    `quotas` are ceilings by the code of the county, of which a submission is only warned; `demands` are numbered F1,
    F2 …: [{"id", "text"}].
    """

    call = models.ForeignKey(ForwardedCall, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    county_deadline = models.DateTimeField()
    quotas = models.JSONField(default=dict)
    demands = models.JSONField(default=list)
    text = models.TextField()
    document = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["call", "number"], name="one_revision_a_number_of_a_forward"),)

    def plain(self) -> dict[str, Any]:
        """What a snapshot keeps of it."""
        return {
            "case": self.call_id,
            "number": self.number,
            "document": self.document,
            "county_deadline": self.county_deadline,
            "demands": self.demands,
        }
