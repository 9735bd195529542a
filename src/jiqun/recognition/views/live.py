"""Fragments that stand beside the form while it is filled in."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Role
from jiqun.authorities.requests import signed_in
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere
from jiqun.forms.answers import values
from jiqun.recognition.queries.filing import live as queries


@login_required
@require_safe
def precheck(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The live pre-check: what is missing, met, short; for who fills in, and who may read the whole application."""
    case = case_for(pk, signed_in(request))
    queries.read(case)
    return render(request, "recognition/_live.html", {"case": case, "live": queries.live(case, queries.about(case))})


@login_required
@require_safe
def differences(request: HttpRequest, pk: UUID, field: str) -> HttpResponse:
    """The differences of one field as its figures stand now; empty where there are none."""
    case = case_for(pk, signed_in(request))
    about = queries.differences_of(case, field, values(case))
    return render(request, "recognition/_differences.html", {"about": about})


def case_for(pk: UUID, user: Account) -> Case:
    """The case; experts, who are to look at the application and not at its making, get the one 404."""
    if user.role == Role.EXPERT:
        raise Http404
    try:
        return queries.case_of(pk, user)
    except NotHere:
        raise Http404 from None
