"""Computed scores of a panel's cases, pinned when it is drawn (Article 14(三)): all experts of a case see the same."""

from __future__ import annotations

from datetime import datetime

from jiqun.recognition.models import Application
from jiqun.recognition.queries import measured
from jiqun.review import computed
from jiqun.review.models import Panel, Sheet


def pin_computed(panel: Panel, now: datetime) -> str:
    """Computes the items with rules for every case that has a sheet, and pins them; their digest.

    In the transaction of the draw: what the experts will see is fixed together with who they are.
    """
    cases = Sheet.objects.filter(panel=panel).values("case")
    applications = Application.objects.filter(case__in=cases).select_related(
        "case", "round__case", "round__form", "cluster", "built_facts"
    )
    computed.pin(panel, {each.pk: measured.given(each) for each in applications}, now)
    return computed.digest_of(panel)
