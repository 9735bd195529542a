"""Which applicants of a round are still to be told what became of their application (Article 14(三))."""

from __future__ import annotations

from jiqun.casework.models import Case
from jiqun.outgoing.models import Paper
from jiqun.recognition.models import Application

RECOGNISED = ("recognised",)
AGAINST = ("not_selected", "removed")
"""What ends an application after the experts' review without recognition; a cancelled eligibility and a failed
qualification check have letters of their own."""
CERTIFICATE = "certificate"
KINDS = ("recognised", "not_recognised")


def untold(round_case: Case, *states: str) -> list[Application]:
    """The applications in these states, by default all that have a result, without a letter that was not dropped; in
    the order of their places (one query)."""
    told = Paper.objects.filter(kind_slug__in=KINDS).exclude(state="dropped").values("case")
    rows = (
        Application.objects.filter(round=round_case.pk, case__state__in=states or (*RECOGNISED, *AGAINST))
        .exclude(case__in=told)
        .select_related("case__authority", "prefecture", "cluster", "remedy__by", "round__case")
        .order_by("cluster__path", "cluster__name")
    )
    return list(rows)


def uncertified(round_case: Case) -> list[Application]:
    """The recognised applications without a certificate that was not dropped, in the order of their places (one
    query)."""
    drafted = Paper.objects.filter(kind_slug=CERTIFICATE).exclude(state="dropped").values("case")
    rows = (
        Application.objects.filter(round=round_case.pk, case__state__in=RECOGNISED)
        .exclude(case__in=drafted)
        .select_related("case__authority", "prefecture", "cluster", "round__case")
        .order_by("cluster__path", "cluster__name")
    )
    return list(rows)


def certified(year: int) -> int:
    """How many certificates of a year's rounds were drafted so far, dropped ones with them (one query)."""
    return Paper.objects.filter(kind_slug=CERTIFICATE, case__application__round__year=year).count()
