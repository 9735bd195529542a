"""Pages of an application: its tabs, its receipt. Its sections are filled in in `views.sections`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import NotHere
from jiqun.hearings.queries import hearings, possible
from jiqun.recognition.acts import correction
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.models import Receipt
from jiqun.recognition.queries.corrections.asked import corrections_asked
from jiqun.recognition.queries.corrections.items import fields_changed
from jiqun.recognition.queries.filing import live, pages
from jiqun.recognition.queries.filing.application import DRAFT_STATES, application_of, only, with_application
from jiqun.recognition.queries.filing.beside_fields import with_reasons
from jiqun.recognition.queries.interpretations import later
from jiqun.recognition.queries.qualification import untold
from jiqun.recognition.views.form_rows import Marks, form_rows
from jiqun.recognition.views.tabs import tabs

TABLE = "application"


def case_page(request: HttpRequest, case: Case, tab: str, **more: Any) -> dict[str, Any]:
    """What every tab of an application shows around itself; other parts' tabs use it too."""
    user = signed_in(request)
    application = application_of(case)
    # Where verdicts are read it is said that a phrase is read otherwise since; elsewhere it would only cost a query.
    told = tab in ("findings", "review") and not procedure(TABLE).by_state[case.state].final
    return {
        **casework.case_context(request, procedure(TABLE), case),
        "later": later(application.round) if told else [],
        "application": application,
        "tabs": tabs(application, user, tab),
        "may_edit": drafts.editable(case, user) is None,
        "corrections": corrections_asked(case) if case.state == "correcting" else [],
        "for_expert": user.role == Role.EXPERT,
        "intended": possible(case, user),
        **more,
    }


def found(request: HttpRequest, pk: UUID, *more: str) -> Case:
    """The application's case with what is particular to it and `more` of it, or the one 404; one query."""
    try:
        return only(with_application(signed_in(request), pk, *more))
    except NotHere:
        raise Http404 from None


@login_required
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """申报表: every section with its answers, and what is still missing."""
    case, user = found(request, pk, "built_facts"), signed_in(request)
    sections, missing = pages.form_page(case, user)
    # Experts look at what was stated, not at how it differs from what the cluster said in another year.
    about = {} if user.role == Role.EXPERT else live.about(case)
    evidence_url = reverse("recognition:application-evidence", args=[case.pk])
    ledgers_url = reverse("recognition:application-ledgers", args=[case.pk])
    beside = marks(case, user)
    printed = [(each, form_rows(each.fields, evidence_url, about, ledgers_url, beside)) for each in sections]
    context = case_page(request, case, "form", sections=printed, missing=with_reasons(missing, about))
    if context["may_edit"]:
        context["live"] = live.live(case, about)
    return render(request, "recognition/application_form.html", context)


def marks(case: Case, user: Account) -> Marks:
    """What a reviewer sees beside the fields: what changed since the hand-in before, and where to ask for more."""
    application = application_of(case)
    notes_url = reverse("recognition:corrections", args=[case.pk])
    may_note = case.state in correction.NOTING and not case.pending and correction.may_note(case, user)
    again = application.notices > 0 and case.state not in DRAFT_STATES and user.role != Role.EXPERT
    return Marks(
        fields_changed(case) if again else frozenset(),
        reverse("recognition:application-changes", args=[case.pk]) if again else "",
        notes_url if may_note else "",
    )


@login_required
def records(request: HttpRequest, pk: UUID) -> HttpResponse:
    """办理记录: every act, and the receipts; not for experts, who are to know nobody."""
    case = found(request, pk)
    if signed_in(request).role == Role.EXPERT:
        raise Http404
    receipts = list(Receipt.objects.filter(case=case).order_by("-at").values_list("number", "at", "sha256"))
    heard = hearings(signed_in(request), office_time(request), case)
    context = case_page(request, case, "history", history=history(case.pk), receipts=receipts, hearings=heard)
    context["untold"] = untold(case) if signed_in(request).level == Level.PROVINCE else ""
    return render(request, "recognition/application_history.html", context)


@login_required
def set_goals(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Entering the goals of the three-year plan."""
    return casework.act(request, TABLE, pk, "set_goals", "recognition/filing_goals.html")
