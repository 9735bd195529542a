"""Pages of a cluster's inquiries: the list in its file, one inquiry, the letter to a department and its firms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jiqun import law
from jiqun.authorities.models import Level, Role
from jiqun.authorities.requests import office_day, signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.inquiries.acts.inquiry import LEVELS
from jiqun.inquiries.departments import Department, departments
from jiqun.inquiries.firms import names_of
from jiqun.inquiries.models import Inquiry, Letter
from jiqun.inquiries.papers import firms_workbook
from jiqun.inquiries.queries import inquiry_pages as queries
from jiqun.inquiries.queries import standing
from jiqun.law.citation import here
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.exports import download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """部门核查 in a cluster's file: what was asked and answered, what is open, what the roster can take over."""
    user, shown = signed_in(request), cluster_or_404(request, pk)
    today = office_day(request)
    may_take = user.role == Role.OFFICER and user.authority_id == shown.authority_id
    drafts = Case.objects.visible_to(user).filter(
        cluster=shown, procedure_name="application", state__in=("drafting", "correcting")
    )
    context: dict[str, Any] = {
        "standing": standing.standing(shown.pk, user),
        "lines": queries.of_cluster(shown, user),
        "hits": list(queries.hits(user, cluster=shown.pk)[:50]),
        "states": queries.STATES,
        "rows": [(type(row).__name__, row) for row in standing.for_roster(shown, today, user)],
        "draft": drafts.order_by("-opened_at").first() if may_take else None,
        "may_ask": user.role == Role.OFFICER and queries.table_for(user) is not None,
    }
    return render(request, "inquiries/cluster.html", cluster_page(shown, "inquiries", **context))


@login_required
def open_inquiry(request: HttpRequest) -> HttpResponse:
    """Opening one, by the table of the officer's level."""
    table = queries.table_for(signed_in(request))
    if table is None:
        raise Http404
    return casework.opening(request, table, template="inquiries/open.html")


def found(request: HttpRequest, pk: UUID) -> Case:
    """The inquiry's case; foreign and absent give the same 404."""
    visible = Case.objects.visible_to(signed_in(request)).filter(procedure_name__in=LEVELS.values())
    return get_object_or_404(
        visible.select_related("authority", "inquiry__cluster__authority", "inquiry__roster"), pk=pk
    )


@login_required
@require_safe
def inquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One inquiry: its letters with their answers, its hits, what may be done."""
    case = found(request, pk)
    user, today = signed_in(request), office_day(request)
    context = {
        **casework.case_context(request, case.procedure, case),
        "row": case.inquiry,
        "letters": queries.letters(case, today),
        "hits": list(queries.hits(user, inquiry=case.pk)),
        "states": queries.STATES,
        "history": history(case.pk),
        "may_conclude": user.role == Role.OFFICER and user.level == Level.PREFECTURE,
        "own": user.authority_id == case.authority_id and user.role == Role.OFFICER,
    }
    return render(request, "inquiries/inquiry.html", context)


@login_required
def reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recording an answer; the department in the address chooses what it covers."""
    case = found(request, pk)
    initial = {"department": request.GET.get("department", "")}
    return casework.act(request, case.procedure_name, pk, "record_reply", "inquiries/reply.html", None, initial)


def asked(request: HttpRequest, pk: UUID, name: str) -> tuple[Inquiry, Department, Letter]:
    """A department of an inquiry; 404 for one that is not asked."""
    case = found(request, pk)
    letter = Letter.objects.filter(inquiry=case.pk, department=name).first()
    if letter is None or name not in departments():
        raise Http404
    return case.inquiry, departments()[name], letter


@login_required
@require_safe
def letter(request: HttpRequest, pk: UUID, department: str) -> HttpResponse:
    """The letter to a department, to be printed: the place of the number stays empty until the office gave one."""
    row, asked_of, sent = asked(request, pk, department)
    context = {"row": row, "case": row.case, "department": asked_of, "letter": sent, "firms": row.roster.firms}
    context["measure"], context["clause"] = law.load(row.case.measure).instrument, here("A13.1").zh
    return render(request, "inquiries/letter.html", context)


@login_required
@require_safe
def firms(request: HttpRequest, pk: UUID, department: str) -> HttpResponse:
    """The firms as a workbook, with columns for the department to fill in."""
    row, asked_of, _ = asked(request, pk, department)
    name = f"核查名单-{asked_of.title.zh}-{row.cluster.name}.xlsx"
    return download(firms_workbook(row, names_of(row.roster_id), asked_of.kinds), name)
