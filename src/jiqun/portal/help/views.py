"""The handbook's pages, for everybody: what each post does is no secret."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.portal.help.chapters import TITLES, chapter
from jiqun.portal.views import for_everybody


@require_safe
@for_everybody
def contents(request: HttpRequest) -> HttpResponse:
    """The chapters with their sections."""
    return render(request, "portal/help.html", {"chapters": [chapter(slug) for slug in TITLES]})


@require_safe
@for_everybody
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter."""
    if slug not in TITLES:
        raise Http404
    return render(request, "portal/help_chapter.html", {"chapter": chapter(slug)})
