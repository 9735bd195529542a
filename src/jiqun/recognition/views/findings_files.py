"""The findings of an application to take away: a document to print, and a record to compute them again from."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time
from jiqun.bilingual import Text, language
from jiqun.casework.models import Case
from jiqun.documents import findings as printed
from jiqun.documents.errors import DocumentError
from jiqun.facts import Facts
from jiqun.law import Assessment, receipts
from jiqun.law.measure import Measure
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.views.filing import found

NAME = Text("对标核验", "findings")
RECORD_NAME = Text("测算记录", "evaluation-record")


@login_required
@require_safe
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The findings as PDF; where none can be typeset, back to the page with the reason."""
    case = found(request, pk)
    facts, measure, assessment = assessed(case)
    try:
        made = printed.pdf(
            assessment, measure, cluster=case.title, facts=facts, now=office_time(request), language=language()
        )
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(reverse("recognition:application-findings", args=[case.pk]))
    return handed(made, "application/pdf", f"{NAME}-{case.number}.pdf")


@login_required
@require_safe
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The evaluation record as JSON, for `jiqun replay`."""
    case = found(request, pk)
    facts, measure, assessment = assessed(case)
    roster = application_of(case).roster
    source = receipts.Source(f"{case.number}.xlsx", roster.file_sha256) if roster else None
    text = receipts.write(assessment, measure, facts, language=language(), source=source)
    return handed(text.encode(), "application/json; charset=utf-8", f"{RECORD_NAME}-{case.number}.json")


def assessed(case: Case) -> tuple[Facts, Measure, Assessment]:
    """Facts, measure and assessment of a case. Raises `Http404` without a roster."""
    application = application_of(case)
    facts = precheck.facts_of(application) if application.roster_id else None
    if facts is None:
        raise Http404
    return facts, precheck.measure_of(application.round), precheck.assess(facts, application.round)


def handed(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be saved."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
