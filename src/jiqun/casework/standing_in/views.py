"""代理签批: who signs for whom now, and each in its words."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import OFFICE, Account, Role
from jiqun.authorities.requests import office_day, signed_in
from jiqun.casework import acting
from jiqun.casework.history import history
from jiqun.casework.models import StandIn
from jiqun.casework.procedure import procedure
from jiqun.casework.standing_in.forms import GROUNDS
from jiqun.casework.standing_in.procedure import NAME


def concerned(request: HttpRequest) -> Account:
    """The account, when it is of an office or the security administrator; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in (*OFFICE, Role.SECURITY_ADMIN) or user.authority is None:
        raise Http404
    return user


@login_required
@require_safe
def stand_ins(request: HttpRequest) -> HttpResponse:
    """Those of the office, the newest first."""
    user, today = concerned(request), office_day(request)
    rows = StandIn.objects.visible_to(user).for_tasks().select_related("authority").order_by("-appointed_at")[:200]
    states = procedure(NAME).by_state
    now = set(StandIn.objects.visible_to(user).on(today).values_list("pk", flat=True))
    context = {
        "lines": [(row, GROUNDS[row.ground], states[row.state].title, row.pk in now) for row in rows],
        "may_appoint": user.role in OFFICE,
    }
    return render(request, "casework/stand_ins.html", context)


@login_required
def appoint(request: HttpRequest) -> HttpResponse:
    """Naming one."""
    concerned(request)
    return acting.opening(request, NAME)


@login_required
@require_safe
def stand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One, with its history."""
    from jiqun.casework.views import case_context

    concerned(request)
    row: StandIn = acting.subject_or_404(request, NAME, pk)
    context = {
        **case_context(request, procedure(NAME), row),
        "row": row,
        "ground": GROUNDS[row.ground],
        "history": history(row.pk),
    }
    return render(request, "casework/stand_in.html", context)
