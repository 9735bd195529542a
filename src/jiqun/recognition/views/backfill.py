"""Pages of entries from paper, for the province."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import OFFICE, Level, Role
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.notices.models import Announcement
from jiqun.recognition.queries import backfill as queries


@login_required
def entries(request: HttpRequest) -> HttpResponse:
    """All entries from paper."""
    user: Any = request.user
    if user.role not in OFFICE or user.level != Level.PROVINCE:
        raise Http404
    table = procedure("backfill")
    rows = [(case, found, table.by_state[case.state].title) for case, found in queries.entries(user)]
    context = {"rows": rows, "may_begin": user.role == Role.OFFICER}
    return render(request, "recognition/backfill_list.html", context)


@login_required
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry with its lines, beside its source."""
    table = procedure("backfill")
    case = casework.subject_or_404(request, "backfill", pk)
    context = {
        **casework.case_context(request, table, case),
        "found": Announcement.objects.get(pk=case.pk),
        "history": history.history(case.pk),
    }
    return render(request, "recognition/backfill.html", context)
