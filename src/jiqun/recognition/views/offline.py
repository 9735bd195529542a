"""Pages of a review on paper: sessions, sheets on their way in, and what is printed for the room."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jiqun.authorities.models import OFFICE, Role
from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out
from jiqun.recognition.queries import offline as queries
from jiqun.recognition.views.experts import provincial
from jiqun.review import statements
from jiqun.review.models import Panel, Session

SCANS = {"attendance": ("attendance_sha256", "attendance_name"), "statements": ("statements_sha256", "statements_name")}


def on_paper(request: HttpRequest, pk: UUID, *, roles: tuple[str, ...] = OFFICE) -> tuple[Case, Panel]:
    """Round and panel of a review on paper, once drawn; 404 for everybody else and for rounds reviewed online."""
    case, panel = provincial(request, pk, roles=roles)
    if not panel.offline or panel.drawn_at is None:
        raise Http404
    return case, panel


@login_required
def offline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sessions on record, and how far the sheets are on their way in."""
    case, panel = on_paper(request, pk, roles=(*OFFICE, Role.SUPERVISOR))
    papers = queries.papers(panel)
    final = procedure("paper_sheet").by_state
    context = {
        **casework.case_context(request, procedure("round"), case),
        "panel": panel,
        "sessions": queries.sessions(panel),
        "papers": papers,
        "to_enter": sum(not final[line.state].final for line in papers),
        "expected": queries.expected(panel),
        "may_enter": signed_in(request).role in OFFICE,
    }
    context["offers"] = [offer for offer in context["offers"] if offer.act.name == "record_session"]
    return render(request, "recognition/offline.html", context)


@login_required
def attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The attendance list with both statements, to print and sign; experts by code."""
    case, panel = on_paper(request, pk)
    texts = statements.in_force()
    context = {
        "case": case,
        "panel": panel,
        "experts": queries.expected(panel),
        "texts": [texts["conflict"], texts["confidentiality"]],
    }
    return render(request, "recognition/offline_attendance.html", context)


@login_required
def blanks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The score sheets to print, each on pages of its own, with the computed items filled in."""
    case, panel = on_paper(request, pk)
    expert = request.GET.get("expert", "")[:12]
    context = {"case": case, "panel": panel, "blanks": queries.blanks(panel, expert), "expert": expert}
    return render(request, "recognition/offline_sheets.html", context)


@login_required
def session_scan(request: HttpRequest, pk: UUID, number: int, which: str) -> FileResponse:
    """A scan of a session: `attendance` or `statements`."""
    _, panel = on_paper(request, pk, roles=(*OFFICE, Role.SUPERVISOR))
    found = get_object_or_404(Session, panel=panel, number=number)
    if which not in SCANS:
        raise Http404
    sha256, name = (getattr(found, field) for field in SCANS[which])
    return handed_out(sha256, name)
