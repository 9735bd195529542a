"""Pages of rounds and their calls."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.queries import call as queries
from jiqun.recognition.queries import interpretations
from jiqun.recognition.views import sensitivity
from jiqun.recognition.views.scoring import tabs as after_scoring

WITH_PANEL = ("scoring", "ranked", "proposed", "notice", "announced")


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
        "tabs": tabs(case, user),
        "own_prefecture": user.authority.prefecture_code if user.authority else "",
        "sees_candidates": user.level in (Level.PREFECTURE, Level.PROVINCE),
    }
    return render(request, "recognition/round.html", context)


def tabs(case: Case, user: Account) -> list[tuple[Text, str]]:
    """The other pages of a round that this account may open, once there is something on them."""
    found = []
    if case.state != "drafting":
        found.append((Text("转发与截止", "Forwarded calls"), reverse("recognition:forwardings", args=[case.pk])))
    if user.level in (Level.PREFECTURE, Level.PROVINCE) and case.state != "drafting":
        found.append((Text("受理台账", "Intake"), reverse("recognition:intake", args=[case.pk])))
        found.append((Text("推荐候选", "Candidates"), reverse("recognition:candidates", args=[case.pk])))
    if user.level == Level.PROVINCE and case.state != "drafting":
        found.append((Text("资格初审", "Qualification"), reverse("recognition:qualifications", args=[case.pk])))
    if user.level == Level.PROVINCE and case.state in WITH_PANEL:
        found.append((Text("专家评审", "Expert review"), reverse("recognition:panel", args=[case.pk])))
        found += after_scoring(case, user)
        found.append((Text("名单与公示", "List and notice"), reverse("recognition:list", args=[case.pk])))
    if sensitivity.may_try(case, user):
        found.append((Text("口径敏感性", "Readings tried"), reverse("recognition:sensitivity", args=[case.pk])))
    if case.state != "drafting":
        found.append((Text("办法比较", "Comparison of measures"), reverse("recognition:comparison", args=[case.pk])))
    return found


def draft(request: HttpRequest) -> HttpResponse:
    """Drafting a new round."""
    return casework.opening(request, "round", template="recognition/round_form.html")


def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Amending the draft of a round."""
    return casework.act(request, "round", pk, "amend", template="recognition/round_form.html")
