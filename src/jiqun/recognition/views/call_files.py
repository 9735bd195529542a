"""The call and the forwarded call to take away, set as official papers."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time
from jiqun.casework import views as casework
from jiqun.documents import official as documents
from jiqun.documents.errors import DocumentError
from jiqun.documents.official import Official
from jiqun.recognition.acts.forwarding import call_of, latest
from jiqun.recognition.papers import calls
from jiqun.recognition.queries import call as queries
from jiqun.recognition.queries.forwarding import quotas_in_words
from jiqun.web.exports import download


@login_required
@require_safe
def call(request: HttpRequest, pk: UUID, ending: str) -> HttpResponse:
    """The call of a round, as PDF or DOCX."""
    case = casework.subject_or_404(request, "round", pk)
    made = calls.call(queries.facts(case, office_time(request)))
    return answered(request, made, ending, reverse("recognition:round", args=[case.pk]))


@login_required
@require_safe
def forwarded(request: HttpRequest, pk: UUID, ending: str) -> HttpResponse:
    """A prefecture's forwarded call as it holds now, as PDF or DOCX."""
    case = casework.subject_or_404(request, "forwarded_call", pk)
    revision = latest(case)
    made = calls.forwarded(call_of(case), revision, quotas_in_words(revision.quotas))
    return answered(request, made, ending, reverse("recognition:forwarding", args=[case.pk]))


def answered(request: HttpRequest, paper: Official, ending: str, back: str) -> HttpResponse:
    """The file; where none can be typeset, back to the page with the reason."""
    paper, now = replace(paper, invented=settings.JIQUN_DEMO), office_time(request)
    name = f"{paper.number}{paper.title}".replace("\n", "")[:80]
    if ending == "docx":
        return download(documents.docx(paper, now=now), f"{name}.docx")
    if ending != "pdf":
        raise Http404
    try:
        return download(documents.pdf(paper, now=now), f"{name}.pdf")
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(back)
