"""A paper to take away: as PDF, as Word file, its first page as a picture, its outgoing sheet, its sealed copy."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time
from jiqun.bilingual import Text
from jiqun.documents import official as documents
from jiqun.documents.errors import DocumentError
from jiqun.evidence import store
from jiqun.evidence.handing import handed_out
from jiqun.outgoing import printing, queries
from jiqun.outgoing.models import Paper
from jiqun.outgoing.sheet import sheet
from jiqun.outgoing.views.paper import found, own
from jiqun.web.exports import download

SHEET = Text("发文稿纸", "outgoing-sheet")
SEALED = Text("盖章件", "sealed")


@login_required
@require_safe
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The PDF: as it was kept once it is finished, otherwise as it stands; set aside with the reason where none can be
    made."""
    of = found(request, pk)
    try:
        made = store.read(of.pdf_id) if of.pdf_id else printing.pdf(of, office_time(request))
    except (DocumentError, store.NotStored) as none:
        return back(request, of, none)
    return download(made, f"{name_of(of)}.pdf")


@login_required
@require_safe
def docx(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The Word file, for the authority that issues the paper."""
    of = found(request, pk)
    if not own(request, of):
        raise Http404
    return download(printing.docx(of, office_time(request)), f"{name_of(of)}.docx")


@login_required
@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The first page as a picture; 404 where none can be typeset, the text stands on the page all the same."""
    of = found(request, pk)
    try:
        made = printing.picture(of, office_time(request))
    except DocumentError:
        raise Http404 from None
    return HttpResponse(made, content_type="image/png")


@login_required
@require_safe
def sheet_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The outgoing sheet, for the authority that issues the paper."""
    of = found(request, pk)
    if not own(request, of):
        raise Http404
    form = sheet(of, queries.reviews(of), queries.wordings(of))
    try:
        made = documents.pdf(form, now=office_time(request))
    except DocumentError as none:
        return back(request, of, none)
    return download(made, f"{SHEET}-{name_of(of)}.pdf")


@login_required
@require_safe
def sealed(request: HttpRequest, pk: UUID) -> FileResponse:
    """The scan of the sealed copy."""
    of = found(request, pk)
    if of.sealed_file is None:
        raise Http404
    ending = of.sealed_name.rpartition(".")[2].lower()
    return handed_out(of.sealed_file.sha256, f"{SEALED}-{name_of(of)}.{ending}")


def name_of(of: Paper) -> str:
    """What a file of the paper is called: its number, otherwise its title."""
    return f"{of.number}{of.heading}"[:80] if of.number else of.heading[:60]


def back(request: HttpRequest, of: Paper, why: Exception) -> HttpResponse:
    """To the paper's page with the reason why there is no file."""
    messages.error(request, str(why))
    return redirect(reverse("outgoing:paper", args=[of.pk]))
