"""带入已有资料: what would be filled in from where, and filling it in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms.answers import values
from jiqun.forms.reading import answer_lines
from jiqun.recognition.acts.filing import drafts, prefilling
from jiqun.recognition.acts.filing.taking import fitting
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.prefilling import fillings
from jiqun.recognition.queries.filing.roster_hints import hints, roster_offer
from jiqun.recognition.views.filing import found

NOTHING = Text("没有可带入的资料：已知的都已填写。", "Nothing to bring in: all that is known is filled in.")


@login_required
def prefill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shows what is known beside what stands, and on sending fills the blanks; only the applicant's officer."""
    case, user = found(request, pk), signed_in(request)
    refusal = drafts.editable(case, user)
    if request.method == "POST" and refusal is None:
        try:
            filled = prefilling.bring_into_draft(case.pk, by=user, now=office_time(request))
        except NotHere:
            raise Http404 from None
        except Refusal as said:
            refusal = said.text
        else:
            told = prefilling.told(filled)
            messages.success(request, f"{told}。") if told else messages.info(request, str(NOTHING))
            return redirect(reverse("recognition:application", args=[case.pk]))
    application = application_of(case)
    known = [] if refusal else fillings(case, values(case))
    context = {
        "case": case,
        "application": application,
        "refusal": refusal,
        "filling": [(each, list(answer_lines(each.field, each.value))) for each in known if not each.kept],
        "kept": [(each, list(answer_lines(each.field, each.value))) for each in known if each.kept],
        "offer": None if refusal else roster_offer(application),
        "fits": not refusal and application.roster_id is None and fitting(application) is not None,
        "hints": [] if refusal else hints(application),
    }
    return render(request, "recognition/prefill.html", context, status=409 if refusal else 200)
