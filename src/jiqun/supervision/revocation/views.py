"""Pages of revocations: the list, one matter with its evidence, what the prefecture was asked (Article 17)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_day, office_time, signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import procedure
from jiqun.evidence.attachments import files
from jiqun.hearings.queries import hearings, possible
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import Lead, ProofRequest, Revocation
from jiqun.supervision.revocation import hits, queries
from jiqun.supervision.revocation.asking import REPORT
from jiqun.supervision.revocation.deciding import SERVICE, WAYS
from jiqun.supervision.revocation.grounds import KINDS
from jiqun.supervision.revocation.visiting import VISIT
from jiqun.visits.models import Visit

PAGE = 50


@login_required
@require_safe
def revocations(request: HttpRequest) -> HttpResponse:
    """撤销认定: the matters the account sees, and what prefectures were asked."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    page = Paginator(queries.revocations(user), PAGE).get_page(request.GET.get("page"))
    more = {
        "page": page,
        "lines": queries.lines(list(page.object_list)),
        "requests": [] if user.level == Level.COUNTY else queries.requests(user)[:PAGE],
        "may_open": user.role == Role.OFFICER and user.level == Level.PROVINCE,
    }
    return render(request, "supervision/revocation_list.html", chapter_page(user, "revocations", **more))


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Opening a matter (`?cluster=…` or `?recognition=…`)."""
    return casework.opening(request, "revocation", template="supervision/revocation_open.html")


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Asking the prefecture (`?matter=…`)."""
    return casework.opening(request, "revocation_request")


@login_required
@require_safe
def revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One matter: grounds, evidence, inquiry, hearing, decision, service. What the province wrote for itself stays
    with it; those concerned read grounds, evidence and papers once they were told."""
    case = casework.subject_or_404(request, "revocation", pk)
    user = signed_in(request)
    of = Revocation.objects.select_related("recognition", "cluster__authority", "change").get(pk=case.pk)
    inside = user.level == Level.PROVINCE
    context = {
        **casework.case_context(request, procedure("revocation"), case),
        "of": of,
        "inside": inside,
        "proofs": [
            (each, KINDS[each.kind]) for each in of.proofs.select_related("attachment") if inside or not each.struck
        ],
        "hearings": hearings(user, office_time(request), case),
        "intended": possible(case, user),
        "service": [each for each in files(case) if each.requirement == SERVICE],
        "served_how": WAYS.get(of.served_how),
        "grounds": queries.standing(of),
        **(of_the_inquiry(request, of, case, user) if inside else {}),
    }
    return render(request, "supervision/revocation.html", context)


def of_the_inquiry(request: HttpRequest, of: Revocation, case: Case, user: Account) -> dict[str, Any]:
    """What only the province reads: what is missing, leads, requests, visits, the whole history."""
    on = office_day(request)
    state = case.state
    officer = user.role == Role.OFFICER
    return {
        "grounds": queries.grounds(of, on) if state in ("drafted", "inquiring") else queries.standing(of),
        "leads": list(Lead.objects.visible_to(user).filter(case=case).order_by("found_at", "pk")),
        "requests": queries.requests(user, of),
        "visits": list(Visit.objects.visible_to(user).filter(about=case).select_related("case")),
        "hits": hits.lines(of, user) if state in ("drafted", "inquiring") else [],
        "may_take": officer and not case.pending,
        "may_ask": officer and state == "inquiring" and not case.pending,
        "visit": VISIT,
        "history": history(case.pk),
    }


@login_required
@require_safe
def proof_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request to a prefecture: what was asked, until when, what it found."""
    case = casework.subject_or_404(request, "revocation_request", pk)
    found = ProofRequest.objects.select_related("revocation__cluster", "revocation__case", "prefecture").get(pk=case.pk)
    context = {
        **casework.case_context(request, procedure("revocation_request"), case),
        "found": found,
        "inside": signed_in(request).level == Level.PROVINCE,
        "files": [each for each in files(case) if each.requirement == REPORT],
        "history": history(case.pk),
    }
    return render(request, "supervision/revocation_request.html", context)
