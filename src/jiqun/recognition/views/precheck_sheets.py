"""The pre-check sheet (初审表) on paper, and the documents behind conclusions that differ from what was computed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.documents import sheet
from jiqun.documents.errors import DocumentError
from jiqun.evidence.handing import handed_out
from jiqun.recognition.models import Conclusion
from jiqun.recognition.papers import precheck_sheet as paper
from jiqun.recognition.queries import conditions
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.precheck import measure_of
from jiqun.recognition.views.recommendation import may_read
from jiqun.web.exports import download


def found(request: HttpRequest, pk: UUID) -> Case:
    """The application, for prefecture and province. Raises `Http404` for anybody else."""
    case: Case = casework.subject_or_404(request, "application", pk)
    user = signed_in(request)
    if not may_read(user) or user.role == Role.EXPERT:
        raise Http404
    return case


@require_safe
@login_required
def precheck_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """初审表 as PDF/A: every condition with what was computed, the conclusion, its grounds, and lines to sign."""
    case, now = found(request, pk), office_time(request)
    application = application_of(case)
    items = conditions.law_items(measure_of(application.round), conditions.conditions(application))
    try:
        made = sheet.pdf(paper.composed(application, case, items, now), now=now)
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(reverse("recognition:review", args=[pk]))
    return download(made, f"初审表-{case.number}.pdf")


@require_safe
@login_required
def document(request: HttpRequest, pk: UUID, norm: str) -> HttpResponseBase:
    """The document a conclusion rests on: for the prefecture and the province, never the county or experts."""
    case = found(request, pk)
    made = Conclusion.objects.filter(application=case.pk, norm=norm, file__isnull=False).select_related("file").first()
    if made is None or made.file is None:
        raise Http404
    return handed_out(made.file.sha256, made.file_name)
