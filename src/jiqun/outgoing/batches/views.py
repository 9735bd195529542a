"""The page of a batch, and setting its papers with progress."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.documents.errors import DocumentError
from jiqun.outgoing.batches.acts import papers_of
from jiqun.outgoing.batches.setting import progress, set_some
from jiqun.outgoing.models import PaperBatch


@login_required
@require_safe
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The papers of a batch in their order, how far they are, and what may be done to all of them."""
    found: PaperBatch = casework.subject_or_404(request, "paper_batch", pk)
    table = procedure("paper")
    papers = papers_of(found)
    context = {
        **casework.case_context(request, procedure("paper_batch"), found),
        "batch": found,
        "rows": [(paper, table.by_state[paper.state].title) for paper in papers],
        "done": sum(paper.pdf_id is not None for paper in papers),
        "count": len(papers),
        "may_set": found.state == "numbered" and signed_in(request).role == Role.OFFICER,
        "history": history.history(found.pk),
    }
    return render(request, "outgoing/batch.html", context)


@login_required
@require_POST
def set_papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sets the next few; a page that can goes on by itself, one that cannot is led back to the batch."""
    found: PaperBatch = casework.subject_or_404(request, "paper_batch", pk)
    if signed_in(request).role != Role.OFFICER or found.state != "numbered":
        raise Http404
    refusal = ""
    try:
        set_some(found, office_time(request))
    except DocumentError as none:
        refusal = str(none.text)
    done, count = progress(found)
    if request.headers.get("HX-Request"):
        context = {"batch": found, "done": done, "count": count, "refusal": refusal, "may_set": True, "going": True}
        return render(request, "outgoing/_setting.html", context)
    if refusal:
        messages.error(request, refusal)
    return redirect(reverse("outgoing:batch", args=[found.pk]))
