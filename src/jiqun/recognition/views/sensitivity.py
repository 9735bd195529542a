"""The open readings of a round tried on past data before it opens; two measures side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun import law
from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF, Case
from jiqun.law import LawError
from jiqun.recognition.models import Round
from jiqun.recognition.queries import comparison as comparing
from jiqun.recognition.queries import sensitivity as queries
from jiqun.web.absent import NO_MEASURE, Absent

DRAFT, ANNOUNCED = "drafting", "announced"
CLUSTERS_A_PAGE = 50
OTHER = "miit_2022_119"


def may_try(case: Case, user: Account) -> bool:
    """The province's office while it drafts the round; its discipline supervisor once the round is announced."""
    if user.level != Level.PROVINCE:
        return False
    if user.role == Role.SUPERVISOR:
        return case.state == ANNOUNCED
    return user.role in OFFICE and case.state == DRAFT


@login_required
@require_safe
def sensitivity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many clusters of past data each open reading would decide: counts only."""
    case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    if user.level != Level.PROVINCE or user.role not in STAFF:
        raise Http404
    context = {"case": case, "may_try": may_try(case, user)}
    if context["may_try"]:
        row = Round.objects.select_related("case").get(pk=case.pk)
        try:
            context["found"] = queries.sensitivity(row, user, named=user.role == Role.SUPERVISOR)
        except LawError as none:
            context["refusal"] = none.text
    return render(request, "recognition/sensitivity.html", context)


@login_required
@require_safe
def comparison(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two measures on the clusters of a round: limits, verdicts, and who passes under one of them only."""
    case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    row = Round.objects.select_related("case").get(pk=case.pk)
    known = law.library()
    first = asked(request, "first", known, row.case.measure)
    other = next((name for name in (OTHER, *known) if name in known and name != first), first)
    second = asked(request, "second", known, other)
    found = comparing.comparison(first, second, row, user)
    cell = request.GET.get("cell", "")
    listed = found.cells.get(cell, found.differing)
    context = {
        "case": case,
        "measures": [(name, law.load(name)) for name in known],
        "first": first,
        "second": second,
        "found": found,
        "order": comparing.ORDER,
        "draft": case.state == DRAFT,
        "cell": cell if cell in found.cells else "",
        "no_cell": cell if cell not in found.cells else "",
        "page": Paginator(listed, CLUSTERS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "recognition/comparison.html", context)


def asked(request: HttpRequest, name: str, known: tuple[str, ...], otherwise: str) -> str:
    """The measure an address asks for; raises `Absent` for one that is not in the library."""
    wanted = request.GET.get(name, otherwise)
    if wanted not in known:
        raise Absent(NO_MEASURE)
    return wanted
