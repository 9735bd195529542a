"""The province's pages of the texts notices begin from."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.casework import acting, history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.notices import wording
from jiqun.notices.template.places import PLACES, STEMS, example
from jiqun.notices.template.procedure import OFFICER
from jiqun.notices.views.office import handler


@login_required
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """The text in force of each kind of notice, and every proposal, the newest first."""
    user = handler(request)
    rows = Case.objects.visible_to(user).filter(procedure_name="notice_template").select_related("notice_template")
    states = procedure("notice_template").by_state
    context = {
        "kinds": [(stem, title, wording.current(stem)) for stem, title in STEMS.items()],
        "lines": [(case, states[case.state].title) for case in rows.order_by("-opened_at", "number")],
        "may_propose": OFFICER.fits(user),
    }
    return render(request, "notices/templates.html", context)


@login_required
def propose(request: HttpRequest) -> HttpResponse:
    """Proposing one, beginning from the text in force (`?stem=`), beside what its places stand for."""
    handler(request)
    places = [
        (title, [(f"{{{name}}}", place) for name, place in PLACES[stem].items()]) for stem, title in STEMS.items()
    ]
    return acting.opening(request, "notice_template", "notices/propose_template.html", {"places": places})


@login_required
@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One proposal: as a notice would read, and against the text it takes the place of."""
    handler(request)
    case = casework.subject_or_404(request, "notice_template", pk)
    row = case.notice_template
    proposed = wording.Wording(row.number or 0, row.origin, row.title, row.body)
    before = wording.before(row.stem, row.number)
    context = {
        **casework.case_context(request, procedure("notice_template"), case),
        "row": row,
        "kind": STEMS[row.stem],
        "before": before,
        "title_changes": wording.differences(before.title, row.title),
        "changes": wording.differences(before.body, row.body),
        "preview": proposed.filled(example(row.stem)),
        "history": history.history(case.pk),
    }
    return render(request, "notices/template.html", context)
