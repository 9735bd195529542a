"""Pages of annual reports: the year's status, one report, the call list, an order."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import procedure
from jiqun.forms import desk
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import ReportDate, ReportOrder
from jiqun.supervision.reports import filling, goals, queries
from jiqun.supervision.reports.agency import entrusted
from jiqun.supervision.reports.deadline import due_day, on_a_rest_day
from jiqun.supervision.reports.reminding import WAITS_AT
from jiqun.supervision.reports.steps import report_of
from jiqun.supervision.reports.years import asked_year

YEARS = 5


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """年度报告: what is due of a year, how far it is and who holds it, and what was received adds up to."""
    user, now = signed_in(request), office_time(request)
    if user.role not in STAFF:
        raise Http404
    year = asked_year(request)
    last = now.astimezone(ZONE).year - 1
    lines = queries.status(user, year, now)
    more = {
        "year": year,
        "years": range(last, last - YEARS, -1),
        "due": due_day(year),
        "rest": on_a_rest_day(year),
        "days": list(
            Case.objects.visible_to(user)
            .filter(procedure_name="report_date", state="set", report_date__year=year)
            .select_related("report_date", "authority")
        ),
        "lines": lines,
        "held_below": WAITS_AT[Level.COUNTY],
        "places": queries.by_prefecture(lines) if user.level == Level.PROVINCE else [],
        "totals": queries.totals(lines, year),
        "received": sum(line.received_at is not None for line in lines),
        "may_begin": user.role == Role.OFFICER and user.level == Level.COUNTY,
        "may_set": user.role == Role.OFFICER and user.level != Level.PROVINCE,
        "may_order": user.role == Role.OFFICER and user.level == Level.PROVINCE,
        "may_call": user.role in OFFICE and user.level != Level.COUNTY,
    }
    return render(request, "supervision/reports.html", chapter_page(user, "reports", **more))


@login_required
def set_day(request: HttpRequest) -> HttpResponse:
    """Setting an internal day for the reports of a year."""
    return casework.opening(request, "report_date")


@login_required
@require_safe
def internal_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One internal day: who set it, for which reports, what it was before."""
    case = casework.subject_or_404(request, "report_date", pk)
    context = {
        **casework.case_context(request, procedure("report_date"), case),
        "day": ReportDate.objects.select_related("authority").get(pk=case.pk),
        "history": history(case.pk),
    }
    context["due"] = due_day(context["day"].year)
    return render(request, "supervision/report_day.html", context)


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Beginning a report (`?cluster=…&year=…`)."""
    return casework.opening(request, "annual_report")


@login_required
def begin_order(request: HttpRequest) -> HttpResponse:
    """Drafting an order (`?cluster=…&year=…`)."""
    return casework.opening(request, "report_order")


@login_required
@require_safe
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: the form as it stands, figures beside last year's, goals beside their targets."""
    case = casework.subject_or_404(request, "annual_report", pk)
    user = signed_in(request)
    found = report_of(case)
    sections = desk.sections(case)
    figures, why = filling.compared(case)
    table = next((part for part in sections if any(each.field.id == goals.FIELD for each in part.fields)), None)
    context = {
        **casework.case_context(request, procedure("annual_report"), case),
        "report": found,
        "due": due_day(found.year),
        "sections": sections,
        "figures": figures,
        "no_figures": why,
        "goals": goals.lines(goals.goals_of(found), found.year, desk.values(case).get(goals.FIELD)) if table else [],
        "may_edit": filling.refusal(case, user) is None,
        "agency": user.role == Role.AGENCY,
        "entrusted": entrusted(case) if user.authority_id == case.authority_id else None,
        "inside": may_see_notes(user, case.authority_id, found.prefecture_id),
        "history": history(case.pk),
    }
    return render(request, "supervision/report.html", context)


def may_see_notes(user: Account, county: str, prefecture: str) -> bool:
    """What was returned concerns those on its way."""
    return user.authority_id in (county, prefecture) or user.level == Level.PROVINCE


@login_required
@require_safe
def order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One order: what is owed, until when, its paper."""
    case = casework.subject_or_404(request, "report_order", pk)
    found = ReportOrder.objects.select_related("cluster").get(pk=case.pk)
    context = {
        **casework.case_context(request, procedure("report_order"), case),
        "order": found,
        "due": due_day(found.year),
        "history": history(case.pk),
    }
    return render(request, "supervision/report_order.html", context)
