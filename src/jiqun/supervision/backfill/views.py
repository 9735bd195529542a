"""Pages of what is entered from paper, for the province."""

from __future__ import annotations

import io
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.authorities.requests import signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.evidence.models import Attachment
from jiqun.supervision.backfill import queries
from jiqun.supervision.backfill.kinds import KINDS
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models.past import PastEntry
from jiqun.web.exports import download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def province(request: HttpRequest) -> Account:
    """Staff of the province's office; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in OFFICE or user.level != Level.PROVINCE:
        raise Http404
    return user


@login_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """All tables from paper."""
    user = province(request)
    more = {"rows": queries.entries(user), "may_begin": user.role == Role.OFFICER}
    return render(request, "supervision/past_list.html", chapter_page(user, "past", **more))


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Entering a table; a faulty one is shown line by line with its faults at their cells."""
    if province(request).role != Role.OFFICER:
        raise Http404
    return casework.opening(request, "past", template="supervision/past_form.html")


@login_required
def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Entering a table anew."""
    return casework.act(request, "past", pk, "amend_past", template="supervision/past_form.html")


@login_required
@require_safe
def blank(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table of a kind with its columns."""
    from xlsxwriter import Workbook

    province(request)
    if kind not in KINDS:
        raise Http404
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(KINDS[kind].title.zh)
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        for number, each in enumerate(KINDS[kind].columns().values()):
            label: object = each.label
            page.write_string(0, number, label.zh + ("*" if each.required else ""), bold)  # type: ignore[attr-defined]
            page.set_column(number, number, 18)
        page.freeze_panes(1, 2)
    return download(target.getvalue(), f"历史补录-{KINDS[kind].title.zh}.xlsx")


@login_required
@require_safe
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One table with its lines, beside its source document."""
    province(request)
    table = procedure("past")
    case = casework.subject_or_404(request, "past", pk)
    found = PastEntry.objects.get(pk=case.pk)
    lines = queries.lines(found)
    context = {
        **casework.case_context(request, table, case),
        "found": found,
        "kind": KINDS[found.kind].title,
        "heads": [(head, number) for head, _, number in lines[0][1]] if lines else [],
        "lines": lines,
        "notes": sum(bool(notes) for _, _, notes in lines),
        "files": list(Attachment.objects.current().filter(case=case.pk).order_by("-at")),
        "history": history.history(case.pk),
    }
    return render(request, "supervision/past_entry.html", context)
