"""Pages of the prefecture's review."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import Account, Level
from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.forms import autosaving
from jiqun.inquiries.queries import standing
from jiqun.recognition.acts import conclusion_drafts
from jiqun.recognition.queries import conditions, readiness
from jiqun.recognition.queries import recommendation as queries
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.views.filing import case_page
from jiqun.recognition.visiting import readiness as visited
from jiqun.visits.queries.standing import concluded


@login_required
def conclude(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Concluding on every condition: the law on the left, what was computed and what the officer says on the right."""
    case: Case = casework.subject_or_404(request, "application", pk)
    kept = conclusion_drafts.standing(case)
    last = max((row.at for row in kept.standing.values()), default=None)
    context = {"typed_at": last, "words": autosaving.words()}
    initial = conclusion_drafts.typed(kept)
    return casework.act(request, "application", pk, "conclude", "recognition/conclude.html", context, initial)


@login_required
def confirm_computed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirming every condition that was computed as met, listed one by one."""
    return casework.act(request, "application", pk, "confirm_computed", "recognition/confirm_computed.html")


@login_required
def recommend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recommending: what is still open, the quota, the ranks, then rank and opinion."""
    case = casework.subject_or_404(request, "application", pk)
    application = application_of(case)
    context = {
        "round_pk": application.round_id,
        "open_points": readiness.open_points(application),
        "standing": queries.standing(application.round, application.prefecture),
    }
    return casework.act(request, "application", pk, "recommend", "recognition/recommend.html", context)


@login_required
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The prefecture's review as it stands, to read: conclusions, site check, recommendation."""
    case = casework.subject_or_404(request, "application", pk)
    if not may_read(signed_in(request)):
        raise Http404
    context = case_page(request, case, "review", **reviewed(case, signed_in(request)))
    return render(request, "recognition/recommendation.html", context)


def may_read(user: Account) -> bool:
    """The prefecture's rank and opinion are for the prefecture and the province, not for the county or experts."""
    return user.level in (Level.PREFECTURE, Level.PROVINCE)


def reviewed(case: Case, user: Account) -> dict[str, Any]:
    """What the review came to, for those who read it."""
    application = application_of(case)
    found = conditions.conditions(application)
    return {
        "application": application,
        "differing": [each for each in found if each.differs],
        "conditions": found,
        "open": sum(each.conclusion is None or each.stale for each in found),
        "check": visited.site_check(application.pk),
        "checks": list(concluded([case.pk], user).get(case.pk, ())),
        "inquired": standing.standing(application.cluster_id, user),
    }
