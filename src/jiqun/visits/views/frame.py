"""What the pages of visits share: finding the matter."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from jiqun.authorities.requests import signed_in
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere
from jiqun.visits import drafts
from jiqun.visits.models import Plan


def found(request: HttpRequest, pk: UUID) -> Case:
    """The visit's case, or the one 404."""
    try:
        return drafts.found(pk, signed_in(request))
    except NotHere:
        raise Http404 from None


def plan_or_404(request: HttpRequest, pk: UUID) -> Plan:
    """A plan with its case; foreign and absent give the same 404."""
    visible = Plan.objects.visible_to(signed_in(request))
    plan = visible.filter(pk=pk).select_related("case__authority", "about").first()
    if plan is None:
        raise Http404
    return plan
