"""Pages of plans: the list, one plan with its eight directions, its revisions, its files (Articles 7, 13(九))."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day, office_time, signed_in
from jiqun.bilingual import language
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import Plan, PlanNote
from jiqun.cultivation.plan import checking, filling, paper, queries
from jiqun.cultivation.plan.content import from_plain
from jiqun.cultivation.plan.differences import differences
from jiqun.cultivation.plan.procedure import COUNTY
from jiqun.cultivation.plan.reading import GENERAL, read
from jiqun.documents.errors import DocumentError
from jiqun.evidence.handing import handed_out
from jiqun.forms.answers import values
from jiqun.web.exports import download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plan_or_404(request: HttpRequest, pk: UUID) -> tuple[Case, Plan]:
    """A plan the account may see; foreign and absent give the same 404."""
    reader(request)
    case = casework.subject_or_404(request, "cultivation_plan", pk)
    return case, filling.plan_of(case)


@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """培育方案: those of the territory, 50 a page."""
    user = reader(request)
    page = Paginator(queries.listed(user), 50).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    counts = queries.counted(rows, office_day(request))
    states = procedure("cultivation_plan").by_state
    lines = [(row, states[row.case.state].title, counts[row.pk]) for row in rows]
    more = {"page": page, "lines": lines, "may_begin": COUNTY.fits(user)}
    return render(request, "cultivation/plan_list.html", chapter_page(user, "plans", **more))


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Drawing one up (`?cluster=…`)."""
    return casework.opening(request, "cultivation_plan")


@login_required
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Noting progress (`?task=…`)."""
    initial = {"task": request.GET.get("task", ""), "on": office_day(request)}
    return casework.act(request, "cultivation_plan", pk, "note_plan_progress", initial=initial)


def of_today(plan: Plan, on: date) -> queries.Overview:
    """The plan as it stands: the revision in force, or the draft before the first."""
    if plan.revision:
        kept = queries.revision(plan)
        assert kept is not None
        return queries.overview(plan, from_plain(kept.content), on)
    return queries.draft_overview(plan, read(values(plan.case), plan.first_year)[0])


@login_required
@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One plan: eight directions with measures, goals and money; what is still wrong while it is drafted."""
    case, row = plan_or_404(request, pk)
    user = signed_in(request)
    drafting = case.state in filling.OPEN
    context = {
        **casework.case_context(request, procedure("cultivation_plan"), case),
        "plan": row,
        "years": f"{row.first_year}–{row.first_year + 2}",
        "shown": of_today(row, office_day(request)),
        "faults": checking.faults(values(case), row.first_year) if drafting else [],
        "may_edit": filling.refusal(case, user) is None,
        "own": user.authority_id == case.authority_id and COUNTY.fits(user) and row.revision > 0,
        "general": GENERAL,
        "frozen": queries.frozen(row),
        "revisions": queries.contents(row),
        "history": history(case.pk),
    }
    return render(request, "cultivation/plan.html", context)


@login_required
@require_safe
def revision(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """An earlier revision as it was signed, and what it changed."""
    case, row = plan_or_404(request, pk)
    kept = {each.number: (each, content) for each, content in queries.contents(row)}
    if number not in kept:
        raise Http404
    found, content = kept[number]
    before = kept.get(number - 1)
    context = {
        "case": case,
        "plan": row,
        "revision": found,
        "shown": queries.draft_overview(row, content),
        "changes": differences(before[1], content) if before else [],
        "first": before is None,
    }
    return render(request, "cultivation/plan_revision.html", context)


@login_required
@require_safe
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """培育方案 as PDF, or the plan's page with the reason why there is none."""
    _, row = plan_or_404(request, pk)
    on = office_day(request)
    try:
        data = paper.pdf(row, of_today(row, on), on, office_time(request), language())
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect("cultivation:plan", pk=pk)
    return download(data, f"{row.case.title}.pdf")


@login_required
@require_safe
def xlsx(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Measures and goals as a workbook."""
    _, row = plan_or_404(request, pk)
    return download(paper.workbook(row, of_today(row, office_day(request))), f"{row.case.title}.xlsx")


@login_required
@require_safe
def proof(request: HttpRequest, pk: UUID, note: UUID) -> FileResponse:
    """The proof of a note, for those who see the plan."""
    case, _ = plan_or_404(request, pk)
    found = PlanNote.objects.filter(pk=note, task__plan=case.pk, file__isnull=False).first()
    if found is None:
        raise Http404
    return handed_out(str(found.file_id), found.file_name)
