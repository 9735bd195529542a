"""Pages of tracking: a cluster's course, the problems of a territory, one problem with its proof (Article 16)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Role
from jiqun.authorities.requests import office_day, signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import ClusterYear
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.supervision.appraisal.queries import told
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import Problem
from jiqun.supervision.tracking import queries
from jiqun.supervision.tracking.series import series


def reader(request: HttpRequest) -> Account:
    """The account, when it is staff; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """跟踪 in a cluster's file: standing, series, goals, grades, problems, visits, help given, history.

    The goals are looked at for the last year a report is due on; `?year=` chooses another.
    """
    user, shown, on = reader(request), cluster_or_404(request, pk), office_day(request)
    recognitions, changes = queries.recognitions(shown)
    rows = list(ClusterYear.objects.filter(cluster=shown).order_by("year"))
    first = recognitions[0] if recognitions and recognitions[0].level == PROVINCIAL else None
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else on.year - 1
    courses = queries.goals(first, year)
    more = {
        "recognitions": [(row, row.standing(on)) for row in recognitions],
        "changes": changes,
        "years": [row.year for row in rows],
        "series": series(rows),
        "sources": [(row.year, row.source, row.backfilled) for row in rows],
        "goals": courses,
        "year": year,
        "goal_years": sorted({int(one.year) for each in courses for one in each.years}),
        "lights": queries.counted(courses),
        "grades": told(user, shown),
        "problems": queries.of_cluster(shown, on),
        "visits": [(row, procedure(row.kind).by_state[row.case.state].title) for row in queries.visits(shown, user)],
        "helped": queries.help_given(shown),
        "leads": queries.open_leads(shown, user),
        "may_note": user.role == Role.OFFICER,
    }
    return render(request, "supervision/tracking_cluster.html", cluster_page(shown, "tracking", **more))


@login_required
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """The problems of the territory, 50 a page, those being solved unless another state is asked for."""
    user, on = reader(request), office_day(request)
    state = request.GET.get("state", "open")
    if state not in queries.PROBLEM_STATES:
        raise Http404
    page = Paginator(queries.problems(user, state, on), 50).get_page(request.GET.get("page"))
    counts = queries.problem_counts(user, on)
    more = {
        "page": page,
        "lines": queries.problem_lines(page.object_list, on),
        "facets": [(name, title, counts[name], name == state) for name, title in queries.PROBLEM_STATES.items()],
        "state": queries.PROBLEM_STATES[state],
        "may_note": user.role == Role.OFFICER,
    }
    return render(request, "supervision/problem_list.html", chapter_page(user, "problems", **more))


@login_required
@require_safe
def problem(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One problem: where it comes from, its remedy, how it was closed, what may be done."""
    user = reader(request)
    found: Problem = casework.subject_or_404(request, "problem", pk)
    context = {
        **casework.case_context(request, procedure("problem"), found),
        "problem": found,
        "late": queries.late(found, office_day(request)),
        "history": history(found.pk),
        "own": user.authority_id == found.cluster.authority_id,
    }
    return render(request, "supervision/problem.html", context)


@login_required
@require_safe
def file(request: HttpRequest, pk: UUID) -> FileResponse:
    """The proof that a problem was solved, for those who see it."""
    found = Problem.objects.visible_to(signed_in(request)).filter(pk=pk, file__isnull=False).first()
    if found is None:
        raise Http404
    return handed_out(str(found.file_id), found.file_name)
