"""Pages of rounds and their calls."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.recognition.queries import call as queries
from jiqun.recognition.queries import interpretations


@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """The list of rounds."""
    user = signed_in(request)
    may_draft = user.role == Role.OFFICER and user.level == Level.PROVINCE
    return render(request, "recognition/rounds.html", {"rounds": queries.rounds(user), "may_draft": may_draft})


@login_required
def round_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A round: its call, its quotas, how far its applications are."""
    table = procedure("round")
    case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    facts = queries.facts(case, office_time(request))
    context = {
        **casework.case_context(request, table, case),
        "facts": facts,
        "later": [] if case.state in interpretations.OVER else interpretations.later(facts.row),
        "stages": [title for title, _ in queries.STAGES],
        "history": history.history(case.pk),
        "own_prefecture": user.authority.prefecture_code if user.authority else "",
        "sees_candidates": user.level in (Level.PREFECTURE, Level.PROVINCE),
    }
    return render(request, "recognition/round.html", context)


def draft(request: HttpRequest) -> HttpResponse:
    """Drafting a new round."""
    return casework.opening(request, "round", template="recognition/round_form.html")


def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Amending the draft of a round."""
    return casework.act(request, "round", pk, "amend", template="recognition/round_form.html")
