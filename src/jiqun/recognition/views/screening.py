"""Screening a round, and taking what inquiries found onto the roster desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.inquiries.queries.standing import for_roster
from jiqun.recognition.acts.filing.desk.filling import add_lines
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.views.filing import found

TAKEN = Text("带入部门核查 {n} 行", "Took {n} lines of inquiries")
NOTHING = Text("没有可带入的核查结果。", "There is nothing of inquiries to take over.")


@login_required
def screen(request: HttpRequest) -> HttpResponse:
    """Screening, for the officers of prefectures and the province."""
    user = signed_in(request)
    if user.role != Role.OFFICER or user.level not in (Level.PREFECTURE, Level.PROVINCE):
        raise Http404
    return casework.opening(request, "screening", template="recognition/screen.html")


@login_required
@require_POST
def take_inquiries(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Puts what departments answered and what was found true onto the roster desk; then shows the desk."""
    case = found(request, pk)
    user, now = signed_in(request), office_time(request)
    application = application_of(case)
    rows = for_roster(application.cluster, day_of(now), user)
    if not rows:
        messages.warning(request, str(NOTHING))
        return redirect("inquiries:cluster", pk=application.cluster_id)
    source = TAKEN.format(n=len(rows))
    try:
        add_lines(application, rows, source, by=user, now=now)
    except NotHere:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("inquiries:cluster", pk=application.cluster_id)
    messages.success(request, str(source))
    return redirect("recognition:roster-desk", pk=case.pk)
