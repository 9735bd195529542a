"""Pages of papers."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.documents.official import from_plain
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import Paper


@login_required
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A paper with its outgoing sheet."""
    found: Paper = casework.subject_or_404(request, "paper", pk)
    context = {
        **casework.case_context(request, procedure("paper"), found),
        "paper": found,
        "kind": kind(found.kind_slug),
        "official": from_plain(found.content),
        "history": history.history(found.pk),
    }
    return render(request, "outgoing/paper.html", context)
