"""转申报: what comes along, and opening the application."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.library import graduating
from jiqun.cultivation.library.views import may_apply
from jiqun.cultivation.models import LibraryEntry

CHOOSE = Text("请选择认定批次。", "Choose the round.")
OPENED = Text("已转为申报 {number}。", "It is application {number} now.")
NO_ROSTER = Text("名册没有带入：{why}", "The roster was not taken up: {why}")


@login_required
def graduate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shows what is known of the cluster, and opens its application in the round chosen; the county's officer only."""
    user, now = signed_in(request), office_time(request)
    case = casework.subject_or_404(request, "library_entry", pk)
    entry = LibraryEntry.objects.select_related("cluster__authority").get(pk=case.pk)
    if not may_apply(user, entry):
        raise Http404
    said = graduating.refusal(user, now)
    offered = [] if said is not None else graduating.rounds(user, now)
    status = 200
    if request.method == "POST":
        chosen = graduating.round_chosen(request.POST.get("round"), offered)
        if chosen is None:
            said, status = said or CHOOSE, 422
        else:
            try:
                opened, why = graduating.apply(
                    entry.cluster, chosen, by=user, key=request.POST.get("key", "")[:40], now=now
                )
            except Refusal as refused:
                said, status = refused.text, 409
            else:
                messages.success(request, str(OPENED.format(number=opened.number)))
                if why is not None:
                    messages.warning(request, str(NO_ROSTER.format(why=why)))
                return redirect(reverse(procedure(graduating.APPLICATION).url, args=[opened.pk]))
    context = {
        "case": case,
        "entry": entry,
        "refusal": said,
        "rounds": offered,
        "coming": graduating.coming(entry.cluster),
        "key": request.POST.get("key") or graduating.fresh_key(),
    }
    return render(request, "cultivation/graduate.html", context, status=status)
