"""Receipts of submissions: the page, and the receipt to take away as JSON and PDF."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text, language
from jiqun.documents.errors import DocumentError
from jiqun.recognition.models import Receipt
from jiqun.recognition.papers import receipt as paper
from jiqun.recognition.queries.filing import pages, receipts
from jiqun.web.exports import download

NAME = Text("回执", "receipt")
CHECK = "portal:receipt"


def found(request: HttpRequest, number: str) -> Receipt:
    """The receipt, or the one 404."""
    row = receipts.seen_by(signed_in(request), number)
    if row is None:
        raise Http404
    return row


def address(request: HttpRequest) -> str:
    """Where anybody checks a receipt, as it is printed on one."""
    return request.build_absolute_uri(reverse(CHECK))


@login_required
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """回执: number, time, next step, files and digests, with its check code."""
    row = found(request, number)
    context = {"shown": pages.receipt_page(row), "case": row.case, "address": address(request)}
    if (told := receipts.told(row)) is not None:
        context |= {
            "told": told,
            "code": receipts.code(row),
            "step": Text(**told["next"]["step"]),
            "by": datetime.fromisoformat(told["next"]["by"]),
            "files": [{**each, "title": Text(**each["title"])} for each in told["files"]],
        }
    return render(request, "recognition/receipt.html", context)


@login_required
@require_safe
def as_json(request: HttpRequest, number: str) -> HttpResponse:
    """The signed receipt, to be verified offline."""
    row = found(request, number)
    if not row.signed:
        raise Http404
    return download(receipts.file_of(row), f"{NAME}-{row.pk}.json")


@login_required
@require_safe
def as_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt as a paper; where none can be typeset, back to the page with the reason."""
    row = found(request, number)
    if not row.signed:
        raise Http404
    try:
        made = paper.pdf(row, language=language(), address=address(request))
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(reverse("recognition:receipt", args=[row.pk]))
    return download(made, f"{NAME}-{row.pk}.pdf")
