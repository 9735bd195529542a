"""Pages of visits: the list, one visit, arranging it, its record, its conclusion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Level
from jiqun.authorities.requests import office_day, office_time, signed_in
from jiqun.bilingual import language
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.documents.errors import DocumentError
from jiqun.evidence.attachments import files
from jiqun.visits import drafts
from jiqun.visits.acts.visit import OUTCOMES, RECORD
from jiqun.visits.deviations import from_plain, sums
from jiqun.visits.kinds import Point, kind, kinds
from jiqun.visits.papers import record as papers
from jiqun.visits.papers.content import record_of
from jiqun.visits.queries import lists, sheets
from jiqun.visits.views.frame import found


@login_required
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Every visit of the authority (and of those below it), what is to be held first; and the plans."""
    user = signed_in(request)
    if user.level not in (Level.PREFECTURE, Level.PROVINCE):
        raise Http404
    today = office_day(request)
    state = request.GET.get("state", "")
    going, every = lists.counts(user)
    context = {
        "lines": lists.visits(user, today, state=state),
        "plans": lists.plans(user),
        "state": state if state in ("open", "done") else "",
        "going": going,
        "done": every - going,
        "every": every,
    }
    return render(request, "visits/visits.html", context)


@login_required
def arrange(request: HttpRequest, name: str) -> HttpResponse:
    """Arranging a visit of a kind; the matter is in the address (`?about=`)."""
    if name not in {each.name for each in kinds()}:
        raise Http404
    return casework.opening(request, name, template="visits/arrange.html")


@login_required
@require_safe
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One visit: its firms with how far each is, its figures, its record, what may be done."""
    case = found(request, pk)
    row, of = case.visit, kind(case.visit.kind)
    firms = sheets.firms_of(row)
    given = sheets.values(case)
    lines, deviations = [], []
    for sheet in sheets.sheets(row, firms):
        own = sheet.deviations(given)
        replaced = sheet.firm.replaced_by
        lines.append(
            {
                "firm": sheet.firm,
                "how": papers.how(sheet.firm),
                "points": [Point.from_plain(each) for each in sheet.firm.points],
                "replaced_by": replaced.name if replaced else "",
                "answered": len(sheet.checklist.items) - len(sheet.unanswered(given)),
                "items": len(sheet.checklist.items),
                "whole": sheet.whole(given),
                "absent": sheet.value(given, "absent"),
                "noes": sum(sheet.value(given, item.id) == "no" for item in sheet.checklist.items),
                "marked": sum(each.marked(row.threshold) for each in own),
                "looked": len(own),
            }
        )
        if replaced is None:
            deviations += own
    context: dict[str, Any] = {
        **casework.case_context(request, procedure(case.procedure_name), case),
        "row": row,
        "kind": of,
        "lines": lines,
        "to_visit": sum(not each["replaced_by"] for each in lines),
        "sums": sums(deviations, row.threshold),
        "kept_sums": from_plain(row.sums) if row.sums else None,
        "threshold": row.threshold // 10,
        "outcome": OUTCOMES.get(row.outcome),
        "scans": [each for each in files(case) if each.requirement == RECORD],
        "history": history(case.pk),
        "may_write": drafts.editable(case, signed_in(request)) is None,
        "about_url": reverse(of.page, args=[row.about_id]),
    }
    return render(request, "visits/visit.html", context)


@login_required
@require_safe
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The record as it stands, to be printed and signed."""
    case: Case = found(request, pk)
    try:
        made = papers.pdf(record_of(case), language=language(), now=office_time(request))
    except DocumentError as said:
        return render(request, "visits/no_record.html", {"case": case, "said": said}, status=503)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{case.number} {case.title}.pdf") or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
def conclude(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Concluding, with the sum of deviations in sight."""
    case = found(request, pk)
    context = {"row": case.visit, "sums": sheets.sums_of(case.visit, case)}
    return casework.act(request, case.procedure_name, pk, "conclude", "visits/conclude.html", context)
