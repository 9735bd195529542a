"""对标核验: what is computed of an application, opened down to its rows, and tried under other figures."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.inquiries.queries.standing import pending_count
from jiqun.law import units
from jiqun.recognition.forms.whatif import SuppositionForm
from jiqun.recognition.queries import behind, whatif
from jiqun.recognition.queries import findings as queries
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.views.filing import case_page, found
from jiqun.web.absent import NO_FIGURES, Absent

ROWS_A_PAGE = 50


@login_required
@require_safe
def findings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The law on the left, what was computed on the right; with a supposition in the address, what it would change."""
    case = found(request, pk)
    shown = queries.page(case)
    context = case_page(request, case, "findings", shown=shown)
    if shown is not None:
        context["pending_hits"] = pending_count(context["application"].cluster_id, signed_in(request))
        asked = whatif.asked(request.GET)
        context |= {"form": SuppositionForm(case, request.GET if asked else None), "asked": asked}
        if asked:
            context["simulation"] = whatif.simulation(case, context["form"], shown)
    return render(request, "recognition/application_findings.html", context)


@login_required
@require_safe
def rows(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows behind one number; for those who may see the roster."""
    case = found(request, pk)
    fact, year = request.GET.get("fact", ""), request.GET.get("year", "")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Absent(NO_FIGURES)
    opened = behind.opened(application_of(case), fact, int(year), only_blank="blank" in request.GET)
    if opened is None:
        raise Absent(NO_FIGURES)
    page = Paginator(opened.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    unit = opened.behind.unit
    context = {
        "case": case,
        "opened": opened,
        "page": page,
        "lines": [(row, units.read(row.adds, unit)) for row in page],
        "only_blank": "blank" in request.GET,
        "unit": Text(unit, unit),
    }
    return render(request, "recognition/application_rows.html", context)
