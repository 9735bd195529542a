"""Pages of hearings."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out
from jiqun.hearings import queries
from jiqun.hearings.appeals import BY_SLUG
from jiqun.hearings.kinds import kind
from jiqun.hearings.models import Hearing
from jiqun.outgoing.queries import papers_of


@login_required
def open_hearing(request: HttpRequest) -> HttpResponse:
    """Intending a decision against a matter (`?case=…`)."""
    return casework.opening(request, "hearing")


@login_required
@require_safe
def hearings(request: HttpRequest) -> HttpResponse:
    """The hearings of a territory, open ones first."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return render(request, "hearings/hearings.html", {"lines": queries.hearings(user, office_time(request))})


@login_required
@require_safe
def hearing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One hearing: what is intended, what was said, what was found and decided."""
    found: Hearing = casework.subject_or_404(request, "hearing", pk)
    user = signed_in(request)
    inside = user.authority_id == found.authority_id
    of_kind = kind(found.kind_slug)
    context = {
        **casework.case_context(request, procedure("hearing"), found),
        "hearing": found,
        "kind": of_kind,
        "about": of_kind.about(found.case),
        "evidence": of_kind.evidence(found.case),
        "appeal": BY_SLUG.get(found.appeal) if inside or found.state == "decided" else None,
        "legal": found.legal if inside else "",
        "papers": [
            paper for paper in papers_of(found.case, user) if paper.kind_slug in ("hearing_notice", "hearing_decision")
        ],
        "may_read_case": Case.objects.visible_to(user).filter(pk=found.case_id).exists(),
        "history": history.history(found.pk),
    }
    return render(request, "hearings/hearing.html", context)


@login_required
@require_safe
def statement_file(request: HttpRequest, pk: UUID) -> FileResponse:
    """The evidence that came with a statement."""
    found: Hearing = casework.subject_or_404(request, "hearing", pk)
    if not found.said_file_sha256:
        raise Http404
    return handed_out(found.said_file_sha256, found.said_file_name)
