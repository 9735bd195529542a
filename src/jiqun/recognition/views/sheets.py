"""A score sheet beside its application."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from jiqun.recognition.queries import beside
from jiqun.review import views as review


@login_required
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A score sheet beside its application."""
    return review.sheet_page(request, pk, beside.context, "recognition/_panel_case.html")
