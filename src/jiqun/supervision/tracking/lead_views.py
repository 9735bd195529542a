"""Pages of leads (疑点线索): restricted to prefectures, the province and the discipline supervisor."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import pick
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import Procedure, procedure, procedures
from jiqun.casework.refusals import Refusal
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import Lead
from jiqun.supervision.models.lead import OPEN, may_read
from jiqun.supervision.tracking import leads as acts
from jiqun.supervision.tracking import queries
from jiqun.supervision.tracking.sources import KINDS, kind_title


def reader(request: HttpRequest) -> Account:
    """The account, when it reads leads; 404 for everybody else."""
    user = signed_in(request)
    if not may_read(user):
        raise Http404
    return user


@login_required
@require_safe
def leads(request: HttpRequest) -> HttpResponse:
    """The leads of the territory, 50 a page, by state and kind; those on a ground of Article 17 first."""
    user, asked = reader(request), request.GET
    states = procedure("lead").by_state
    state, kind = asked.get("state", OPEN), asked.get("kind", "")
    if state not in states or (kind and kind not in KINDS):
        raise Http404
    page = Paginator(queries.leads(user, state, kind), 50).get_page(asked.get("page"))
    counts = queries.lead_counts(user)
    last = queries.last_look(user)
    kinds = [(name, title, counts.get((state, name), 0), name == kind) for name, title in KINDS.items()]
    more = {
        "page": page,
        "lines": [(row, kind_title(row.kind)) for row in page.object_list],
        "states": [
            (name, each.title, sum(n for (s, _), n in counts.items() if s == name), name == state)
            for name, each in states.items()
        ],
        "kinds": [each for each in kinds if each[2] or each[3]],
        "state": state,
        "state_title": states[state].title,
        "last": last,
        "opens_last": last is not None and user.authority is not None and last.path.startswith(user.authority.path),
        "heading": acts.HEADING,
        "may_look": user.role == Role.OFFICER,
        "key": uuid.uuid4().hex,
    }
    return render(request, "supervision/lead_list.html", chapter_page(user, "leads", **more))


@login_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Looks for leads now, and goes to what was found."""
    user = reader(request)
    if user.role != Role.OFFICER:
        raise Http404
    try:
        done = acts.look(user, now=office_time(request), key=request.POST.get("key", ""))
    except Refusal as said:
        messages.error(request, str(said))
        return redirect("supervision:leads")
    note = done.record.note
    messages.success(request, pick(note["zh"], note["en"]))
    return redirect("supervision:leads")


@login_required
@require_safe
def one_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One look: how many clusters, what each source found."""
    reader(request)
    found = casework.subject_or_404(request, "lead_look", pk)
    context = {
        "look": found,
        "counts": [(kind_title(kind), n) for kind, n in found.counts.items()],
        "heading": acts.HEADING,
    }
    return render(request, "supervision/lead_look.html", context)


@login_required
@require_safe
def lead(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One lead with its evidence, and what a person may do about it."""
    user = reader(request)
    found: Lead = casework.subject_or_404(request, "lead", pk)
    table = revocation()
    may_open = table is not None and user.role == Role.OFFICER and user.level == Level.PROVINCE
    context = {
        **casework.case_context(request, procedure("lead"), found),
        "lead": found,
        "kind": kind_title(found.kind),
        "rows": [shown_row(row) for row in found.evidence.get("rows", ())],
        "links": [(zh, en, url) for zh, en, url in found.evidence.get("links", ())],
        "gone": queries.last_look(user),
        "heading": acts.HEADING,
        "history": history(found.pk),
        "opens": opening_url(table) if may_open and table and found.state == OPEN and found.ground else "",
    }
    return render(request, "supervision/lead.html", context)


def shown_row(row: list[str]) -> tuple[str, str, str, str]:
    """A number of the evidence: label zh, label en, value zh, value en."""
    return row[0], row[1], row[2], row[3] if len(row) > 3 else row[2]


def revocation() -> Procedure | None:
    """The procedure that takes leads up, where it is known."""
    return next((table for table in procedures() if table.name == "revocation"), None)


def opening_url(table: Procedure) -> str:
    """Where a matter of it is opened."""
    assert table.opening is not None
    return reverse(table.opening.page) if table.opening.page else reverse("casework:open", args=[table.name])
