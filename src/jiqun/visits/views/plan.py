"""Pages of plans: drawing one up, one plan with its candidates, laying it before the approver."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.visits.acts.plan import METHODS, planning_of
from jiqun.visits.kinds import Point, kind, kinds, plan_name
from jiqun.visits.models import Plan
from jiqun.visits.queries.standing import standings
from jiqun.visits.views.frame import plan_or_404


@login_required
def draw_up(request: HttpRequest, name: str) -> HttpResponse:
    """Drawing up a plan of a kind of visit; the round is in the address (`?about=`)."""
    if name not in {each.name for each in kinds() if each.planning is not None}:
        raise Http404
    return casework.opening(request, plan_name(name), template="visits/draw_up.html")


@login_required
@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A plan: how its candidates were chosen, their explained risk, and how the chosen ones stand."""
    row = plan_or_404(request, pk)
    of, case = kind(row.kind), row.case
    candidates = list(row.candidates.select_related("matter").order_by("position"))
    stand = standings(row.kind, [each.matter_id for each in candidates if each.chosen])
    context: dict[str, Any] = {
        **casework.case_context(request, procedure(plan_name(row.kind)), case),
        "row": row,
        "kind": of,
        "method": METHODS[Plan.Method(row.method)],
        "lines": [
            {
                "candidate": each,
                "points": [Point.from_plain(point) for point in each.points],
                "standing": stand.get(each.matter_id),
            }
            for each in candidates
        ],
        "about_url": reverse(planning_of(of).page, args=[row.about_id]),
        "matter_page": of.page,
        "own": signed_in(request).authority_id == case.authority_id,
        "history": history(case.pk),
    }
    return render(request, "visits/plan.html", context)


@login_required
def adopt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Picking by risk where the plan is so, then laying it before the approver."""
    row = plan_or_404(request, pk)
    return casework.act(request, row.case.procedure_name, pk, "adopt", "visits/adopt.html", {"row": row})
