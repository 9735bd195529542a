"""The workbench, and what every page of a matter shows around its tab. Acts are done in `acting`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import offers, reminders, sent_back, signing, todo
from jiqun.casework.acting import act, opening, subject_or_404
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import Act, Procedure, procedure, procedures

__all__ = ["act", "case_context", "matter", "opening", "subject_or_404", "workbench"]


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """What I must do, by date; what waits for my signature; what others hold."""
    user, now = signed_in(request), office_time(request)
    mine, to_sign = todo.tasks(user, now), todo.to_sign(user, now)
    tasks = [task for task in mine if task.acts]
    return render(
        request,
        "casework/workbench.html",
        {
            "tasks": tasks,
            "reminders": reminders.reminders(user, now),
            "to_sign": [(proposal, signing_title(proposal), subject_url(proposal)) for proposal in to_sign],
            "count": len(tasks) + len(to_sign),
            "locked": [task for task in mine if not task.acts],
            "waiting": todo.waiting(user, now),
            "watched": todo.watched(user, now),
            "openings": [
                (table.opening.title, opening_url(table.opening, table.name))
                for table in procedures()
                if table.opening is not None and table.opening.offered and table.opening.who.fits(user)
            ],
        },
    )


def opening_url(opening: Act, procedure_name: str) -> str:
    """Where a new matter is opened: the act's own page, or the general one."""
    return reverse(opening.page) if opening.page else reverse("casework:open", args=[procedure_name])


def signing_title(proposal: Any) -> Text:
    """What a proposal asks to sign."""
    return procedure(proposal.procedure_name).by_act[proposal.act].title


def subject_url(proposal: Any) -> str:
    """The page of the matter a proposal is about."""
    return reverse(procedure(proposal.procedure_name).url, args=[proposal.subject_id])


@login_required
def matter(request: HttpRequest, pk: str) -> HttpResponse:
    """The lasting address of a matter, whatever its procedure: leads to its page."""
    try:
        case = Case.objects.visible_to(signed_in(request)).filter(pk=pk).first()
    except ValidationError:
        case = None
    if case is None:
        raise Http404
    return redirect(reverse(case.procedure.url, args=[case.pk]))


def may_watch(request: HttpRequest, subject: Any) -> bool:
    """Staff keep an eye on matters."""
    return isinstance(subject, Case) and signed_in(request).role in STAFF


def case_context(request: HttpRequest, table: Procedure, subject: Any) -> dict[str, Any]:
    """What every page of a matter shows around its tab: bar, acts on offer, what waits."""
    waiting = signing.pending(subject)
    now = office_time(request)
    return {
        "case": subject,
        "state": table.by_state[subject.state],
        "steps": offers.bar(table, subject.state),
        "offers": offers.offers(table, subject, signed_in(request), now, waiting),
        "waiting": waiting,
        "sent_back": sent_back.reasons([subject], signed_in(request)).get(str(subject.pk), "")
        if isinstance(subject, Case)
        else "",
        "due_at": getattr(subject, "due_at", None),
        "days": todo.days_left(getattr(subject, "due_at", None), now),
        "watch_url": reverse("casework:watch", args=[subject.pk]) if may_watch(request, subject) else "",
    }
