"""Pages of self-assessments: the list, one of them, its answers, its roster, beginning one."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Level, Role
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.assessment import pages
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import SelfAssessment
from jiqun.law import load

ROSTER_FORM = "cultivation/assessment_roster.html"


@login_required
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """年度自评: those of the territory, 50 a page, by year."""
    user = reader(request)
    known = pages.years(user)
    given = request.GET.get("year", "")
    year = int(given) if given.isascii() and given.isdecimal() and int(given) in known else None
    page = Paginator(pages.listed(user, year), 50).get_page(request.GET.get("page"))
    more = {
        "page": page,
        "lines": pages.with_states(page.object_list),
        "years": [(each, each == year) for each in known],
        "year": year,
        "may_assess": user.role == Role.OFFICER and user.level == Level.COUNTY,
    }
    return render(request, "cultivation/assessment_list.html", chapter_page(user, "assessments", **more))


@login_required
def assess(request: HttpRequest) -> HttpResponse:
    """Beginning one."""
    return casework.opening(request, "self_assessment", template=ROSTER_FORM)


@login_required
@require_safe
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One self-assessment: what was computed and pinned, what the county answered, what the prefecture said."""
    reader(request)
    case = casework.subject_or_404(request, "self_assessment", pk)
    row = SelfAssessment.objects.select_related("cluster__authority", "cluster__library_entry", "roster").get(
        pk=case.pk
    )
    last = pages.before(row)
    context = {
        **casework.case_context(request, procedure("self_assessment"), case),
        "row": row,
        "law": load(row.measure),
        "lines": pages.norm_lines(row, last),
        "last": last,
        "answers": pages.answers(row),
        "history": history(case.pk),
    }
    return render(request, "cultivation/assessment.html", context)


@login_required
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answering what a person judges."""
    return casework.act(request, "self_assessment", pk, "answer_norms", template="cultivation/assessment_answers.html")


@login_required
def roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Taking another roster."""
    return casework.act(request, "self_assessment", pk, "take_roster", template=ROSTER_FORM)
