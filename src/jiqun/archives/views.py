"""归档: what waits to be filed, the filings, one filing with its list and its package."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiqun.archives.filing import acts, queries
from jiqun.archives.filing import catalogue as listing
from jiqun.archives.filing.package import take
from jiqun.archives.filing.procedure import OFFICER
from jiqun.archives.models import PackageTaken
from jiqun.archives.retention import PERIODS
from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.web.exports import download

ON_FILE = ("filed", "handed")


def keeper(request: HttpRequest) -> Account:
    """The account, when it is of an office or its discipline supervisor; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF or user.authority is None:
        raise Http404
    return user


@login_required
@require_safe
def filings(request: HttpRequest) -> HttpResponse:
    """The own authority's filings, and how many closed matters of three years wait."""
    user = keeper(request)
    states = procedure("filing").by_state
    rows = Case.objects.visible_to(user).filter(procedure_name="filing", authority=user.authority_id)
    lines = [(case, states[case.state].title) for case in rows.select_related("filing").order_by("-opened_at")]
    context = {
        "lines": lines,
        "waiting": queries.waiting_years(user, office_time(request).year),
        "may_draft": OFFICER.fits(user),
    }
    return render(request, "archives/filings.html", context)


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Beginning one (`?year=…`)."""
    return casework.opening(request, "filing")


@login_required
@require_safe
def filing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One filing: its list, its packages, its history."""
    user = keeper(request)
    case = casework.subject_or_404(request, "filing", pk)
    lines = queries.lines(case.filing)
    taken = PackageTaken.objects.filter(filing=case.filing).select_related("by__person").order_by("-at")
    context = {
        **casework.case_context(request, procedure("filing"), case),
        "filing": case.filing,
        "lines": [(each, PERIODS[each.retention]) for each in lines],
        "sums": acts.periods(lines),
        "packages": taken,
        "may_take": case.state in ON_FILE and user.authority_id == case.authority_id,
        "files": attachments.files(case),
        "history": history.history(case.pk),
    }
    return render(request, "archives/filing.html", context)


@login_required
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which matters, and how long each is kept."""
    return casework.act(request, "filing", pk, "choose_matters", template="archives/lines.html")


@login_required
@require_POST
def package(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The package, made now for this account; who took it is written down."""
    case, user = own(request, pk), keeper(request)
    file, _ = take(case, user, office_time(request), request.build_absolute_uri(reverse("portal:receipt")))
    return FileResponse(
        file, as_attachment=True, filename=f"归档移交包-{case.number}.zip", content_type="application/zip"
    )


@login_required
@require_safe
def catalogue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list as a workbook."""
    case = own(request, pk)
    return download(listing.workbook(case.filing, queries.lines(case.filing)), f"归档文件目录-{case.number}.xlsx")


def own(request: HttpRequest, pk: UUID) -> Case:
    """A filing of the own authority that has its codes; 404 otherwise."""
    user = keeper(request)
    case: Case = casework.subject_or_404(request, "filing", pk)
    if case.state not in ON_FILE or case.authority_id != user.authority_id:
        raise Http404
    return case
