"""Pages of a round's panel meetings, for the province's office and the discipline supervisor."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jiqun.authorities.models import OFFICE, Role
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out
from jiqun.recognition.queries import meeting as queries
from jiqun.recognition.views.experts import provincial
from jiqun.review.models import Meeting, Panel

ACTS = ("record_meeting", "order_rescore", "confirm_rescore", "cancel_rescore", "sign", "send_back", "recall")


def opened(request: HttpRequest, pk: UUID) -> tuple[Case, Panel]:
    """Round and panel once the scores are open; 404 before, and for everybody else."""
    case, panel = provincial(request, pk, roles=(*OFFICE, Role.SUPERVISOR))
    if panel.opened_at is None:
        raise Http404
    return case, panel


@login_required
def meetings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The meetings on record, and what they had scored anew."""
    case, panel = opened(request, pk)
    states = procedure("sheet").by_state
    context = {
        **casework.case_context(request, procedure("round"), case),
        "meetings": queries.meetings(panel),
        "rescored": [(line, states[line.state].title) for line in queries.rescored(panel)],
    }
    context["offers"] = [offer for offer in context["offers"] if offer.act.name in ACTS]
    return render(request, "recognition/meetings.html", context)


@login_required
def record_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recording a meeting."""
    opened(request, pk)
    return casework.act(request, "round", pk, "record_meeting", template="recognition/meeting_form.html")


@login_required
def scan(request: HttpRequest, pk: UUID, number: int) -> FileResponse:
    """The signed record."""
    _, panel = opened(request, pk)
    found = get_object_or_404(Meeting, panel=panel, number=number)
    return handed_out(found.record_sha256, found.record_name)
