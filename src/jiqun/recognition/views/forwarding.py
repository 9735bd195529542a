"""Pages of forwarded calls, and of attempts to hand in late."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.casework.todo import days_left
from jiqun.recognition.acts import call as round_acts
from jiqun.recognition.acts import forwarding as acts
from jiqun.recognition.models import ForwardedRevision, LateAttempt
from jiqun.recognition.queries import forwarding as queries

TABLE = "forwarded_call"
FORM = "recognition/forwarding_form.html"


@login_required
def forwardings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """转发与截止: the forwarded calls of a round, and attempts to hand in after the deadline."""
    case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    row = round_acts.round_of(case)
    officer = user.role == Role.OFFICER and user.level == Level.PREFECTURE
    context = {
        "case": case,
        "round": row,
        "lines": queries.listed(case, user),
        "attempts": queries.late_attempts(case, user),
        "may_forward": officer and queries.may_forward(row, user),
    }
    return render(request, "recognition/forwardings.html", context)


@login_required
def forwarding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One forwarded call: what holds now, what held before, its history."""
    case = casework.subject_or_404(request, TABLE, pk)
    call = acts.call_of(case)
    revisions = list(ForwardedRevision.objects.filter(call=call).order_by("-number"))
    holding = revisions[0]
    now = office_time(request)
    context = {
        **casework.case_context(request, procedure(TABLE), case),
        "call": call,
        "revision": holding,
        "earlier": revisions[1:],
        "quotas": queries.quotas_in_words(holding.quotas),
        "left": days_left(holding.county_deadline, now),
        "history": history.history(case.pk),
    }
    return render(request, "recognition/forwarding.html", context)


def draft(request: HttpRequest) -> HttpResponse:
    """Drafting a forwarded call."""
    return casework.opening(request, TABLE, FORM)


def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Amending the draft."""
    return casework.act(request, TABLE, pk, "amend", FORM)


def revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The one change after it was issued."""
    return casework.act(request, TABLE, pk, "revise", FORM)


@login_required
def late(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The proof of an attempt to hand in late, to be printed; foreign and absent give the same 404."""
    found = (
        LateAttempt.objects.visible_to(signed_in(request))
        .filter(pk=pk, case__application__isnull=False)
        .select_related("case__authority", "case__application__round", "by__person", "prepared_by__person")
        .first()
    )
    if found is None:
        raise Http404
    return render(request, "recognition/forwarding_late.html", {"attempt": found, "case": found.case})
