"""The page of the province's qualification check."""

from __future__ import annotations

from random import Random
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import steps
from jiqun.casework import views as casework
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.offers import act_url
from jiqun.casework.refusals import Refusal
from jiqun.inquiries.queries import standing
from jiqun.recognition.queries import candidates
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.recommending import letters
from jiqun.recognition.views.recommendation import reviewed

OTHERS = ("return_to_prefecture", "disqualify")


@login_required
def qualify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything at once: what the prefecture sends, conclusions other than computed first, hits, earlier rounds, and
    the three ways to decide."""
    case: Case = casework.subject_or_404(request, "application", pk)
    user, application = signed_in(request), application_of(case)
    context = {
        **reviewed(case, user),
        "letter": letters.holding(application.round_id, application.prefecture_id),
        "hits": standing.pending([application.cluster_id], user).get(application.cluster_id, []),
        "prior": candidates.prior([application]).get(application.cluster_id, []),
        "others": others(request, case, user),
    }
    return casework.act(request, "application", pk, "qualify", "recognition/qualify.html", context)


def others(request: HttpRequest, case: Case, user: Account) -> list[tuple[Text, str, Text | None]]:
    """Returning it and refusing it: title, address, and why it cannot be done now."""
    found: list[tuple[Text, str, Text | None]] = []
    for name in OTHERS:
        act = case.procedure.by_act[name]
        try:
            steps.may(Doing(case.procedure, act, case, user, {}, office_time(request), Random(0)))
        except Refusal as said:
            found.append((act.title, "", said.text))
        else:
            found.append((act.title, act_url(case.procedure, case, act), None))
    return found
