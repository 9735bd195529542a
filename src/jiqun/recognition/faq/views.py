"""The page of a round's questions, and one question."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Level
from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.recognition.faq.procedure import ASKER
from jiqun.recognition.models.faq import RoundQuestion

PAGE = 30


@login_required
@require_safe
def questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was asked about a round, the newest answer first; `?q=` finds words."""
    user = signed_in(request)
    case = casework.subject_or_404(request, "round", pk)
    if user.role not in STAFF or case.state == "drafting":
        raise Http404
    words = request.GET.get("q", "").strip()[:60]
    rows = RoundQuestion.objects.visible_to(user).filter(case=case).exclude(state="withdrawn")
    for word in words.split():
        rows = rows.filter(text__icontains=word) | rows.filter(answer__icontains=word)
    rows = rows.select_related("authority").order_by("-answered_at", "-asked_at")
    context = {
        "case": case,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "words": words,
        "may_ask": ASKER.fits(user),
        "names_asker": user.level == Level.PROVINCE,
    }
    return render(request, "recognition/questions.html", context)


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Asking (`?case=…`)."""
    return casework.opening(request, "round_question")


@login_required
@require_safe
def question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One question, its answer, and for the province who asked."""
    user = signed_in(request)
    found = casework.subject_or_404(request, "round_question", pk)
    row = RoundQuestion.objects.select_related("case", "authority").get(pk=found.pk)
    own = user.level == Level.PROVINCE or row.authority_id == user.authority_id
    context = {
        **casework.case_context(request, procedure("round_question"), row),
        "row": row,
        "own": own,
        "history": history(row.pk) if own else [],
    }
    return render(request, "recognition/question.html", context)
