"""现场检查: the visits to an application, and what its county is told of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.views.filing import case_page, found
from jiqun.recognition.views.tabs import above
from jiqun.visits.acts.visit import OUTCOMES
from jiqun.visits.kinds import Kind, kind, kinds
from jiqun.visits.queries.standing import held, of_matter, standings


@login_required
@require_safe
def visits(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every visit for prefecture and province; for the county that one was held and its result, once concluded."""
    case, user = found(request, pk), signed_in(request)
    application = application_of(case)
    if user.role == Role.EXPERT or application.submitted_at is None:
        raise Http404
    if not above(user, application):
        told = [(each, held(each.name, case.pk)) for each in kinds() if each.told]
        context = case_page(request, case, "visits", told=told)
        return render(request, "recognition/application_visits.html", context)
    lines = [
        {"case": each.case, "visit": each, "kind": kind(each.kind), "outcome": OUTCOMES.get(each.outcome)}
        for each in of_matter(case, user)
    ]
    mine = [each for each in kinds() if each.level == user.level and each.about == "application"]
    context = case_page(
        request,
        case,
        "visits",
        lines=lines,
        standing=standings("site_check", [case.pk])[case.pk],
        offered=[offer(each, case, application.round.case) for each in mine] if user.role == Role.OFFICER else [],
    )
    return render(request, "recognition/application_visits.html", context)


def offer(of: Kind, case: Case, round_: Case) -> tuple[Kind, Text | None, bool]:
    """A kind the account may arrange here, with why not now, and whether it may be planned for the round."""
    return of, of.refusal(case), of.planning is not None and of.planning.refusal(round_) is None
