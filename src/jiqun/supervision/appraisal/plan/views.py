"""Pages of the plan of supervision and of one check (Article 16)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.supervision.appraisal.plan import queries
from jiqun.supervision.appraisal.plan.acts import CHECK, METHODS, plan_of
from jiqun.supervision.appraisal.plan.check import check_of, roster_of
from jiqun.supervision.models import SupervisionPlan
from jiqun.supervision.tracking.views import reader
from jiqun.visits.kinds import Point


def draw_up(request: HttpRequest) -> HttpResponse:
    """Drawing up the plan of a year."""
    return casework.opening(request, "supervision_plan", template="supervision/plan_draw_up.html")


@login_required
@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One plan: how its clusters were chosen, each with its explained risk and its check."""
    reader(request)
    case: Case = casework.subject_or_404(request, "supervision_plan", pk)
    of = plan_of(case)
    lines = queries.lines(of)
    context = {
        **casework.case_context(request, procedure("supervision_plan"), case),
        "plan": of,
        "method": METHODS[SupervisionPlan.Method(of.method)],
        "lines": lines,
        "history": history(case.pk),
    }
    return render(request, "supervision/plan.html", context)


@login_required
@require_safe
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One check: why the cluster was chosen, its visits, what came of it."""
    user = reader(request)
    case: Case = casework.subject_or_404(request, CHECK, pk)
    of = check_of(case)
    visits = queries.visits(case)
    going = any(row.case.state in ("planned", "signed") for row, _, _ in visits)
    may = case.state == "open" and not case.pending and not going and user.role == Role.OFFICER
    context = {
        **casework.case_context(request, procedure(CHECK), case),
        "check": of,
        "points": [Point.from_plain(each) for each in of.points],
        "visits": visits,
        "no_roster": may and roster_of(case) is None,
        "arrange": f"{reverse('visits:arrange', args=['monitoring'])}?about={case.pk}" if may else "",
        "history": history(case.pk),
    }
    return render(request, "supervision/check.html", context)
