"""The page of the province's qualification check."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.recognition.views.recommendation import reviewed


@login_required
def qualify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the prefecture sends, conclusions other than computed first, and the sign that it qualifies."""
    case = casework.subject_or_404(request, "application", pk)
    context = reviewed(case, signed_in(request))
    return casework.act(request, "application", pk, "qualify", "recognition/qualify.html", context)
