"""The province's pages of what is open to the public."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.notices.disclosure.contents import ATTRIBUTES, CONTENTS, OFFERED
from jiqun.notices.disclosure.procedure import OFFICER
from jiqun.notices.views.office import handler


@login_required
@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    """What was opened and closed, the newest first."""
    user = handler(request)
    rows = Case.objects.visible_to(user).filter(procedure_name="disclosure").select_related("disclosure")
    states = procedure("disclosure").by_state
    lines = [(case, states[case.state].title) for case in rows.order_by("-opened_at", "number")]
    return render(request, "notices/disclosures.html", {"lines": lines, "may_draft": OFFICER.fits(user)})


@login_required
@require_safe
def disclosure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One opening with its review and its history."""
    handler(request)
    case = casework.subject_or_404(request, "disclosure", pk)
    row = case.disclosure
    context = {
        **casework.case_context(request, procedure("disclosure"), case),
        "row": row,
        "content": CONTENTS[row.content],
        "attribute": ATTRIBUTES[row.attribute],
        "figures": [OFFERED[name][0] for name in row.figures],
        "files": attachments.files(case),
        "history": history.history(case.pk),
    }
    return render(request, "notices/disclosure.html", context)


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Drafting one."""
    return casework.opening(request, "disclosure")
