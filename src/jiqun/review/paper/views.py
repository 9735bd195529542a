"""Pages of a paper sheet, for the province's office that enters it. No page shows a value that was entered."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.review.models import PaperSheet
from jiqun.review.rubrics import rubric_of


@login_required
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a paper sheet stands: who entered it, which items differ, what may be done."""
    found: PaperSheet = casework.subject_or_404(request, "paper_sheet", pk)
    context = {
        **casework.case_context(request, procedure("paper_sheet"), found),
        "paper": found,
        "differs": items_named(found),
        "history": history.history(found.pk),
    }
    return render(request, "review/paper.html", context)


@login_required
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Entering a paper sheet, item by item."""
    found: PaperSheet = casework.subject_or_404(request, "paper_sheet", pk)
    context = {"paper": found, "differs": items_named(found)}
    return casework.act(request, "paper_sheet", pk, "enter", template="review/paper_form.html", context=context)


def items_named(paper: PaperSheet) -> list[str]:
    """The titles of the items on which the two last entries differ."""
    rubric = rubric_of(paper.sheet.panel.rubric)
    return [str(item.title) for item in rubric.items if item.id in paper.differs]
