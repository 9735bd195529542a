"""The chapter's first page (总览), its tables as files, and the terms of the recognised clusters."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_day, signed_in
from jiqun.casework.models import STAFF
from jiqun.register.terms import Standing
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.overview import dashboard as of
from jiqun.supervision.overview import queries
from jiqun.supervision.overview.dashboard import Dashboard
from jiqun.supervision.overview.flow import quarter_of
from jiqun.supervision.reports.deadline import due_day
from jiqun.web.tables import exported


def reader(request: HttpRequest) -> tuple[Account, date]:
    """The account, when it is staff, and the office's day; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user, office_day(request)


def asked(request: HttpRequest) -> dict[str, str]:
    """What the page is narrowed to, as the address says it."""
    return {name: request.GET.get(name, "")[:9] for name in ("prefecture", "industry")}


def found(request: HttpRequest) -> Dashboard:
    """The dashboard asked for. Raises 404 for a prefecture or industry that is not among the territory's."""
    user, on = reader(request)
    wanted = asked(request)
    shown = of.dashboard(user, on, wanted["prefecture"], wanted["industry"])
    for name, choices in (("prefecture", shown.prefectures), ("industry", shown.divisions)):
        if wanted[name] and wanted[name] not in {code for code, _ in choices}:
            raise Http404
    return shown


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """总览: stock and flow, the about-100 target, the wave of terms, reports by place, figures by year."""
    user, on = reader(request)
    shown, wanted = found(request), asked(request)
    figure = request.GET.get("figure", of.CHARTED[0])
    by_name = {line.name: line for line in shown.lines}
    drawn = by_name.get(figure if figure in of.CHARTED else of.CHARTED[0])
    kept = urlencode({name: value for name, value in wanted.items() if value})
    more = {
        "shown": shown,
        "wanted": wanted,
        "kept": kept,
        "tables": {each.name: each for each in shown.tables},
        "stock_chart": safe(of.stock_chart(shown.flow)),
        "wave_chart": safe(of.wave_chart(shown.wave)),
        "figure_chart": safe(of.figure_chart(drawn)) if drawn else "",
        "figures": [(name, by_name[name].title, by_name[name] is drawn) for name in of.CHARTED if by_name],
        "drawn": drawn,
        "report_due": due_day(shown.report_year),
        "on": on,
    }
    return render(request, "supervision/home.html", chapter_page(user, "overview", **more))


@login_required
@require_safe
def table(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One table of the dashboard as a file, narrowed as the page was."""
    try:
        shown = found(request).table(name)
    except LookupError:
        raise Http404 from None
    widths = [26, *[14] * (len(shown.heads) - 1)]
    return exported(kind, str(shown.title), shown.heads, shown.rows, title=shown.title, widths=widths)


@login_required
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """有效期: the recognised clusters of the territory with their terms, 50 a page, those that end first on top."""
    user, on = reader(request)
    rows = queries.held(user, on)
    counted = Counter(row.standing for row in rows)
    standing = request.GET.get("standing", "")
    if standing and standing not in {each.value for each in Standing}:
        raise Http404
    ends = request.GET.get("ends", "")
    quarter = as_quarter(ends)
    if ends and quarter is None:
        raise Http404
    kept = [
        row
        for row in rows
        if (not standing or row.standing.value == standing)
        and (quarter is None or (row.valid_to is not None and quarter == quarter_of(row.valid_to)))
    ]
    more = {
        "page": Paginator(kept, 50).get_page(request.GET.get("page")),
        "facets": [(each, counted[each], each.value == standing) for each in Standing if counted[each]],
        "standing": standing,
        "all": len(rows),
        "quarter": quarter,
    }
    return render(request, "supervision/terms.html", chapter_page(user, "terms", **more))


def as_quarter(text: str) -> tuple[int, int] | None:
    """Year and quarter of `2026Q3`; `None` for anything else."""
    found = re.fullmatch(r"([0-9]{4})Q([1-4])", text)
    return (int(found[1]), int(found[2])) if found else None


def safe(svg: str) -> SafeString:
    """A drawing that `documents.report.charts` made, whose texts it escapes."""
    return mark_safe(svg)
