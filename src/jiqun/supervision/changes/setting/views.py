"""Pages of filing periods: those that were set, and one with its document."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Level
from jiqun.authorities.requests import office_day, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.supervision.changes import periods as counting
from jiqun.supervision.changes.setting.acts import said
from jiqun.supervision.changes.setting.procedure import OFFICER
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import FilingPeriod


@login_required
@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    """Every period that was set; the province also sees what it drafts."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    table = procedure("filing_period")
    shown = Case.objects.visible_to(user).filter(procedure_name=table.name).select_related("filing_period")
    rows = [
        (case.filing_period, case, said(case.filing_period), table.by_state[case.state])
        for case in shown.order_by("-opened_at")
    ]
    on = office_day(request)
    more = {"rows": rows, "may_draft": OFFICER.fits(user), "standing": counting.in_force(on), "today": on}
    return render(request, "supervision/period_list.html", chapter_page(user, "changes", **more))


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Drafting a period."""
    return casework.opening(request, "filing_period")


@login_required
@require_safe
def period(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One period with its document."""
    user = signed_in(request)
    case = casework.subject_or_404(request, "filing_period", pk)
    row = FilingPeriod.objects.get(pk=case.pk)
    context = {
        **casework.case_context(request, procedure("filing_period"), case),
        "row": row,
        "said": said(row),
        "files": attachments.files(case) if user.level == Level.PROVINCE or row.set_at else [],
        "history": history.history(case.pk),
    }
    return render(request, "supervision/period.html", context)
