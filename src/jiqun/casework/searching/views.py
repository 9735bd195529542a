"""The page of 查找."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.casework.searching import sources


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The question, and what was found of each kind; nothing is kept of a question."""
    user, typed = signed_in(request), request.GET.get("q", "").strip()[: sources.LONGEST]
    context = {
        "typed": typed,
        "found": sources.search(user, typed),
        "short": bool(typed) and not sources.words(typed),
        "each": sources.EACH,
    }
    return render(request, "casework/search.html", context)
