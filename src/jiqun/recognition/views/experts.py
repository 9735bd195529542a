"""Pages of a round's experts and of their draw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from jiqun.authorities.models import OFFICE, Level, Role
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.queries import experts as queries
from jiqun.recognition.queries import scoring
from jiqun.review.models import Panel


def provincial(request: HttpRequest, pk: UUID, *, roles: tuple[str, ...]) -> tuple[Case, Panel]:
    """The round and its panel for the province; 404 for everybody else and while there is none."""
    case: Case = casework.subject_or_404(request, "round", pk)
    user: Any = request.user
    found = queries.panel_of(case) if user.role in roles and user.level == Level.PROVINCE else None
    if found is None:
        raise Http404
    return case, found


@login_required
def panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The panel of a round: the committed seed, the draw recomputed, how far the sheets are in counts."""
    case, found = provincial(request, pk, roles=(*OFFICE, Role.SUPERVISOR))
    context = {
        **casework.case_context(request, procedure("round"), case),
        "panel": found,
        "drawn": queries.drawn(found) if found.drawn_at else None,
        "standing": scoring.standing(found, request.now) if found.drawn_at else None,  # type: ignore[attr-defined]
    }
    return render(request, "recognition/_panel.html", context)


@login_required
def draw_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record of the draw, for recomputing it elsewhere."""
    case, found = provincial(request, pk, roles=(*OFFICE, Role.SUPERVISOR))
    if found.drawn_at is None:
        raise Http404
    answer = JsonResponse(found.draw, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{case.number}.json"'
    return answer
