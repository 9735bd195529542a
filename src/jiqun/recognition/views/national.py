"""The page of an automatic recognition, for the province."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.notices.models import Announcement
from jiqun.recognition.queries.national import published


@login_required
def national(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The clusters, the document, and what the public sources say of each."""
    table = procedure("national_recognition")
    case = casework.subject_or_404(request, "national_recognition", pk)
    found = Announcement.objects.get(pk=case.pk)
    context = {
        **casework.case_context(request, table, case),
        "found": found,
        "rows": [(row, (row["place"], row["name"]) in published()) for row in found.rows],
        "history": history.history(case.pk),
    }
    return render(request, "recognition/national.html", context)
