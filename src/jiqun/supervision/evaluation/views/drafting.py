"""Making a report and wording its sentences; a sentence is saved while people type."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import views as casework
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.supervision.evaluation import wording
from jiqun.web.moments import moment


def make(request: HttpRequest) -> HttpResponse:
    """Making a new report."""
    return casework.opening(request, "evaluation", template="supervision/evaluation_new.html")


@login_required
@require_POST
def sentence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps the wording of one sentence; answers in JSON to the page's own script, otherwise leads back."""
    script = request.headers.get("X-Requested-With") == "fetch"
    key, seen = request.POST.get("key", ""), request.POST.get("seen", "")
    plain = request.POST.get("take") == "generated"
    zh, en = ("", "") if plain else (request.POST.get("zh", ""), request.POST.get("en", ""))
    now = office_time(request)
    try:
        number = int(seen) if seen.isdecimal() and len(seen) < 6 else -1
        kept = wording.write(pk, key, zh, en, number, by=signed_in(request), now=now)
    except NotHere:
        raise Http404 from None
    except Refusal as refusal:
        if script:
            return JsonResponse({"refused": str(refusal)}, status=409)
        messages.error(request, str(refusal))
    else:
        if script:
            told = {"seen": kept.number, "edited": kept.edited, "text": str(kept.text), "at": moment(now)}
            return JsonResponse(told)
    return redirect(f"{reverse('supervision:evaluation', args=[pk])}#s-{key}")
