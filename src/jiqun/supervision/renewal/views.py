"""Pages of renewal reviews: the expiry calendar, one round, one renewal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_day, office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.evidence.handing import handed_out
from jiqun.forms import desk
from jiqun.hearings import queries as hearings
from jiqun.instruments.queries.amounts import limit_of, value_of
from jiqun.notices.models import Notice, Publication
from jiqun.outgoing.queries import papers_of
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import GoalResult, Renewal
from jiqun.supervision.renewal import desk as filling
from jiqun.supervision.renewal import filing, forms, goals, judging, queries, resting, round_acts

ROUND, RENEWAL = "renewal_round", "renewal"


@login_required
@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    """复核: which terms end when, what covers them, who has applied; the rounds."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    on = office_day(request)
    months = queries.calendar(user, on)
    more = {
        "months": months,
        "waiting": sum(month.waiting for month in months),
        "rounds": queries.rounds(user),
        "may_open": user.role == Role.OFFICER and user.level == Level.PROVINCE,
        "may_apply": user.role == Role.OFFICER and user.level == Level.COUNTY,
    }
    return render(request, "supervision/renewals.html", chapter_page(user, "renewals", **more))


@login_required
def begin_round(request: HttpRequest) -> HttpResponse:
    """Opening a round."""
    return casework.opening(request, ROUND)


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Applying for a renewal (`?covered=…`)."""
    return casework.opening(request, RENEWAL)


@login_required
@require_safe
def renewal_round(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One round: what it rests on, whom it covers and how far each is, its notices and papers."""
    case = casework.subject_or_404(request, ROUND, pk)
    user = signed_in(request)
    of = round_acts.round_of(case)
    on = office_day(request)
    office = user.level == Level.PROVINCE
    rows = queries.of_round(user, of, on)
    context = {
        **casework.case_context(request, procedure(ROUND), case),
        "round": of,
        "basis": resting.cited(of) if of.issued_on else "",
        "rows": rows,
        "absent": sum(row.renewal is None for row in rows),
        "notices": Notice.objects.filter(round=case).order_by("number") if office else [],
        "publications": Publication.objects.filter(notice__round=case).order_by("recorded_at") if office else [],
        "papers": papers_of(case, user),
        "history": history.history(case.pk),
    }
    return render(request, "supervision/renewal_round.html", context)


@login_required
@require_safe
def publication_image(request: HttpRequest, pk: UUID, record: int) -> FileResponse:
    """The image of the page on the official website, for the province."""
    case = casework.subject_or_404(request, ROUND, pk)
    if signed_in(request).level != Level.PROVINCE:
        raise Http404
    found = get_object_or_404(Publication, notice__round=case, pk=record)
    return handed_out(found.image_sha256, f"publication-{record}")


@login_required
def make_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text of the notice, with the days that each way of counting means."""
    return casework.act(request, ROUND, pk, "make_renewal_notice", template="supervision/renewal_notice.html")


@login_required
@require_safe
def renewal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One renewal: goals against results, conditions as computed, what each level said, what follows."""
    case = casework.subject_or_404(request, RENEWAL, pk)
    user = signed_in(request)
    found = filing.renewal_of(case)
    results = list(GoalResult.objects.filter(renewal=found).select_related("goal"))
    inside = may_see_judgement(user, case.state)
    files = attachments.files(case)
    context = {
        **casework.case_context(request, procedure(RENEWAL), case),
        "renewal": found,
        "held": goal_lines(found, results, files),
        "files": [file for file in files if file.requirement.startswith(goals.PROOF)],
        "conditions": condition_lines(found),
        "sections": desk.sections(case),
        "may_edit": filling.refusal(case, user) is None,
        "opinion": found.opinion if user.level != Level.COUNTY or case.state in ("renewed", "refused") else "",
        "inside": inside,
        "outcome": judging.OUTCOMES.get(found.proposed) if inside else None,
        "hearings": hearings.hearings(user, office_time(request), case),
        "hearing_kinds": hearings.possible(case, user),
        "papers": papers_of(case, user),
        "history": history.history(case.pk),
    }
    return render(request, "supervision/renewal.html", context)


def may_see_judgement(user: Account, state: str) -> bool:
    """What the province has judged is its own until it is decided."""
    return user.level == Level.PROVINCE or state in ("renewed", "refused")


def goal_lines(found: Renewal, results: list[GoalResult], files: list[attachments.File]) -> list[dict[str, Any]]:
    """Each goal with its years, what was handed in, what each level said, its files."""
    by_goal = {row.goal_id: row for row in results}
    said = []
    for each in goals.of([row.goal for row in results]) if results else goals.held(found.recognition):
        row = by_goal.get(each.goal.pk)
        said.append(
            {
                "held": each,
                "row": row,
                "computed": goals.RESULTS.get(row.computed) if row else None,
                "opinion": goals.RESULTS.get(row.opinion) if row else None,
                "result": goals.RESULTS.get(row.result) if row else None,
                "files": [file for file in files if file.requirement == f"{goals.PROOF}{each.goal.number}"],
            }
        )
    return said


def condition_lines(found: Renewal) -> list[dict[str, Any]]:
    """Each condition with its finding and the prefecture's conclusion, once it was handed in."""
    if found.submitted_at is None:
        return []
    computed = forms.findings_by_norm(found)
    return [
        {
            "norm": norm,
            "finding": computed.get(norm.id),
            "value": value_of(computed.get(norm.id)),
            "limit": limit_of(computed.get(norm.id)),
            "said": found.conditions.get(norm.id),
        }
        for norm in resting.norms(found.round)
    ]


@login_required
def opine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The prefecture's conclusion on conditions and goals, computed ones beside."""
    heading = Text("系统测算，不作为审核结论", "Computed by the system; no conclusion of the review")
    template = "supervision/renewal_judging.html"
    return casework.act(request, RENEWAL, pk, "opine_renewal", template=template, context={"computed": heading})


@login_required
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The province's table of goals, the proposal beside."""
    heading = Text("系统建议，不作为考核结论", "A proposal by the system; no result of the review")
    template = "supervision/renewal_judging.html"
    return casework.act(request, RENEWAL, pk, "judge_goals", template=template, context={"computed": heading})
