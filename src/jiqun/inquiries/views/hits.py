"""Pages of hits: the list of a territory, one hit with what may be done, its file."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out
from jiqun.inquiries.models import Hit
from jiqun.inquiries.queries import inquiry_pages as queries


@login_required
@require_safe
def hits(request: HttpRequest) -> HttpResponse:
    """The hits of a territory, 50 a page, those to be concluded on unless another state is asked for."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    state = request.GET.get("state", "pending")
    if state not in queries.STATES:
        raise Http404
    counts = queries.counts(user)
    context = {
        "page": Paginator(queries.hits(user, state), 50).get_page(request.GET.get("page")),
        "facets": [(name, title, counts.get(name, 0), name == state) for name, title in queries.STATES.items()],
        "state": queries.STATES[state],
        "states": queries.STATES,
    }
    return render(request, "inquiries/hits.html", context)


@login_required
@require_safe
def hit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One hit: what the source says, whom it may mean, the conclusion."""
    found: Hit = casework.subject_or_404(request, "incident_hit", pk)
    context = {
        **casework.case_context(request, procedure("incident_hit"), found),
        "hit": found,
        "history": history(found.pk),
    }
    return render(request, "inquiries/hit.html", context)


@login_required
@require_safe
def file(request: HttpRequest, pk: UUID) -> FileResponse:
    """The document that proves a conclusion, for those who see the hit."""
    found = Hit.objects.visible_to(signed_in(request)).filter(pk=pk, file__isnull=False).first()
    if found is None:
        raise Http404
    return handed_out(str(found.file_id), found.file_name)
