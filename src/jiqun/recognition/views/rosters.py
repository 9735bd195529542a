"""The roster of an application: importing the workbook, reading what was imported, the template."""

from __future__ import annotations

import io
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.acting import refused
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Refusal
from jiqun.facts.workbook.template import write_template
from jiqun.recognition.acts.filing.correcting import line_of
from jiqun.recognition.forms.correction import initial
from jiqun.recognition.queries.filing import firms
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.listing import Counted
from jiqun.recognition.views.filing import TABLE, case_page, found
from jiqun.register import queries
from jiqun.web.exports import download

TEMPLATE_NAME = "集群企业名册模板.xlsx"
_OTHER_LINE = Text(
    "本页更正的是 {uscc} {year} 年的数据，提交的却是“{other}”“{other_year}”年的数据，未作更正。请从企业名册页打开"
    "要更正的企业和年度后重新填写。",
    "This page corrects {uscc} for {year}, but figures of “{other}” for “{other_year}” were sent; nothing was changed. "
    "Open the firm and year to be corrected from the roster and enter them there.",
)


@login_required
def roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """企业名册: totals by year, the firms of a year, every import with its remarks."""
    case = found(request, pk)
    application = application_of(case)
    revision = application.roster
    more: dict[str, object] = {"revisions": [], "totals": []}
    if revision is not None:
        totals = queries.year_totals(revision)
        years = [line.year for line in totals]
        asked = request.GET.get("year", "")
        year = next((each for each in years if str(each) == asked), revision.base_year)
        words = request.GET.get("q", "").strip()[:60]
        rows = queries.firms(revision, year, words)
        count = rows.count() if words else next((line.firms for line in totals if line.year == year), 0)
        more = {
            "totals": totals,
            "years": years,
            "year": year,
            "words": words,
            "page": Counted(rows, count).get_page(request.GET.get("page")),
            "revisions": queries.revisions(application.cluster),
        }
    return render(request, "recognition/application_roster.html", case_page(request, case, "roster", **more))


@login_required
def import_roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Importing the workbook; every error at once in a table, by sheet, row and column."""
    return casework.act(request, TABLE, pk, "import_roster", "recognition/filing_roster.html")


@login_required
def correct_firm(request: HttpRequest, pk: UUID, uscc: str, year: int) -> HttpResponse:
    """Correcting one firm's figures of one year; afterwards the clerk is back at that firm on the roster.

    What is sent for another firm or year than the page is of is refused: its reader looked at other figures.
    """
    case = found(request, pk)
    line = line_of(application_of(case), uscc, year)
    if line is None:
        raise Http404
    if request.method == "POST" and (given := sent(request)) != (uscc, str(year)):
        said = _OTHER_LINE.format(uscc=uscc, year=year, other=given[0], other_year=given[1])
        return refused(request, procedure(TABLE), case, Refusal(said))
    back = f"{reverse('recognition:application-roster', args=[pk])}?{urlencode({'year': year, 'q': uscc})}"
    context = {"line": line, "columns": tuple(firms.COLUMNS), "back": back}
    answer = casework.act(request, TABLE, pk, "correct_firm", "recognition/filing_firm.html", context, initial(line))
    return redirect(back) if answer.status_code == HTTPStatus.FOUND else answer


def sent(request: HttpRequest) -> tuple[str, str]:
    """The firm and the year that were sent."""
    return request.POST.get("uscc", "").strip(), request.POST.get("year", "").strip()


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook with drop-downs, units and notes."""
    file = io.BytesIO()
    write_template(file)
    return download(file.getvalue(), TEMPLATE_NAME)
