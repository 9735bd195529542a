"""Many reports at once: one for each cluster of the territory, with progress."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.hours import ZONE
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.evaluation import batch as working
from jiqun.supervision.evaluation.views.reading import makes


@login_required
def batch(request: HttpRequest) -> HttpResponse:
    """How far the reports of a year are; each POST makes some more and the page's script goes on until none is left."""
    user, now = signed_in(request), office_time(request)
    if not makes(user):
        raise Http404
    last = now.astimezone(ZONE).year - 1
    wanted = request.POST.get("year") or request.GET.get("year") or ""
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else last
    ended = year <= last
    refused: list[tuple[str, Text]] = []
    if request.method == "POST" and ended:
        refused = working.step(user, year, now=now)
    found = working.progress(user, year)
    if request.method == "POST":
        if request.headers.get("X-Requested-With") == "fetch":
            told = [f"{name}：{why}" for name, why in refused]
            return JsonResponse({"total": found.total, "done": found.done, "refused": told})
        for name, why in refused:
            messages.error(request, f"{name}：{why}")
        return redirect(f"{reverse('supervision:evaluation-batch')}?year={year}")
    more = {"progress": found, "year": year, "ended": ended, "years": range(last, last - 5, -1)}
    return render(request, "supervision/evaluation_batch.html", chapter_page(user, "evaluation", **more))
