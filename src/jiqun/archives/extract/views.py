"""依申请公开: the requests in hand, one of them, and what is given."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.archives.extract import acts
from jiqun.archives.extract import package as packages
from jiqun.archives.extract.procedure import OFFICER
from jiqun.archives.views import keeper
from jiqun.authorities.requests import office_time
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out


@login_required
@require_safe
def extracts(request: HttpRequest) -> HttpResponse:
    """The own authority's requests, those in hand first by date."""
    user = keeper(request)
    states = procedure("extract").by_state
    rows = Case.objects.visible_to(user).filter(procedure_name="extract", authority=user.authority_id)
    found = rows.select_related("extract__of").order_by("-opened_at")
    lines = [(case, states[case.state].title) for case in found]
    return render(request, "archives/extracts.html", {"lines": lines, "may_draft": OFFICER.fits(user)})


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Entering one (`?number=…`)."""
    return casework.opening(request, "extract")


@login_required
@require_safe
def extract(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request: what is given, the review, the history."""
    keeper(request)
    case = casework.subject_or_404(request, "extract", pk)
    context = {
        **casework.case_context(request, procedure("extract"), case),
        "extract": case.extract,
        "chosen": [(place, each["name"], acts.remarks(each)) for place, each in enumerate(case.extract.chosen)],
        "may_take": case.state == "released",
        "history": history.history(case.pk),
    }
    return render(request, "archives/extract.html", context)


@login_required
@require_safe
def part(request: HttpRequest, pk: UUID, place: int) -> HttpResponseBase:
    """One of the copies, for whoever prepares and signs."""
    case = own(request, pk)
    if place >= len(case.extract.chosen):
        raise Http404
    chosen = case.extract.chosen[place]
    return handed_out(chosen["sha256"], chosen["name"].rsplit("/", 1)[-1])


@login_required
@require_safe
def package(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """All of it as one archive, once it is signed."""
    case = own(request, pk)
    if case.state != "released":
        raise Http404
    file = packages.package(case, office_time(request))
    return FileResponse(
        file, as_attachment=True, filename=f"依申请公开-{case.number}.zip", content_type="application/zip"
    )


def own(request: HttpRequest, pk: UUID) -> Case:
    """An extract of the own authority; 404 otherwise."""
    user = keeper(request)
    case: Case = casework.subject_or_404(request, "extract", pk)
    if case.authority_id != user.authority_id:
        raise Http404
    return case
