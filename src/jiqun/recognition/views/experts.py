"""Pages of a round's experts and of their draw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import OFFICE, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.acts.drawing import terms_of
from jiqun.recognition.queries import experts as queries
from jiqun.recognition.queries import scoring
from jiqun.review.draw import giveaway
from jiqun.review.models import Panel
from jiqun.web.exports import download


def provincial(request: HttpRequest, pk: UUID, *, roles: tuple[str, ...]) -> tuple[Case, Panel]:
    """The round and its panel for the province; 404 for everybody else and while there is none."""
    case: Case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    found = queries.panel_of(case) if user.role in roles and user.level == Level.PROVINCE else None
    if found is None:
        raise Http404
    return case, found


def commit_seed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Committing to a seed and to the terms of the draw."""
    return casework.act(request, "round", pk, "commit_seed", template="recognition/commit_seed.html")


@login_required
@require_safe
def panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The panel of a round: the committed seed, its conditions, the draw recomputed, the sheets in counts."""
    case, found = provincial(request, pk, roles=(*OFFICE, Role.SUPERVISOR))
    context = {
        **casework.case_context(request, procedure("round"), case),
        "panel": found,
        "conditions": queries.conditions(terms_of(found)),
        "drawn": queries.drawn(found) if found.drawn_at else None,
        "record_url": reverse("recognition:draw-record", args=[case.pk]),
        "unanswered": found.sheets.filter(state="invited", case__state="review").count(),
        "standing": scoring.standing(found, office_time(request)) if found.drawn_at else None,
        "rule": scoring.rule_said(found),
    }
    return render(request, "recognition/_panel.html", context)


@login_required
@require_safe
def draw_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record of the draw, for recomputing it elsewhere."""
    case, found = provincial(request, pk, roles=(*OFFICE, Role.SUPERVISOR))
    if found.drawn_at is None:
        raise Http404
    return as_file(found.draw, case.number)


def as_file(record: dict[str, Any], number: str) -> JsonResponse:
    """A record as a download."""
    answer = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{number}.json"'
    return answer


# ── for the public ───────────────────────────────────────────────────────────────────────────────────────


def committed(pk: UUID) -> Panel:
    """The panel of a round from its committed seed on; 404 for every other round, absent ones alike."""
    row = Panel.objects.filter(round=pk).select_related("round").first()
    if row is None:
        raise Http404
    return row


def revealed(panel: Panel) -> bool:
    """Whether the draw is for everybody: once the round is over, so that no panel is known while it works."""
    return bool(panel.draw) and panel.round.state in queries.OVER


@require_safe
def public_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The digest of the seed and the conditions from the day they were committed to; once the round is over, how
    the experts were drawn, by code, for anybody to recompute."""
    found = committed(pk)
    context = {
        "case": found.round,
        "panel": found,
        "conditions": queries.conditions(terms_of(found)),
        "drawn": queries.drawn(found) if revealed(found) else None,
        "record_url": reverse("recognition:public-draw-record", args=[pk]),
    }
    return render(request, "recognition/public_draw.html", context)


@require_safe
def public_draw_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record of a round that is over, without the reasons why an expert was left out."""
    found = committed(pk)
    if not revealed(found):
        raise Http404
    return as_file(queries.public_record(found.draw), found.round.number)


@require_safe
def draw_verifier(request: HttpRequest) -> HttpResponse:
    """The check itself, one file of plain Python."""
    return download(giveaway.script(), "draw.py")
