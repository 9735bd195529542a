"""The papers of an application: the set to read, print, seal and edit, and the sealed copy that came back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text, language
from jiqun.casework import views as casework
from jiqun.casework.acting import whole
from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.documents import book as documents
from jiqun.documents.errors import DocumentError
from jiqun.evidence import store
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.models import PrintedCopy, Round
from jiqun.recognition.papers import printing, sealed
from jiqun.recognition.papers.blank import blank as empty_form
from jiqun.recognition.papers.version import version_of
from jiqun.recognition.queries.filing.printed import printed_copies
from jiqun.recognition.views import filing
from jiqun.recognition.views.filing import TABLE, case_page
from jiqun.web.exports import download

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAME = Text("申报书", "application")
BLANK = Text("申报书空表", "empty-form")
ENCLOSED = Text("含佐证材料", "with-evidence")
TOO_MUCH = Text(
    "佐证材料过大，不能合订成一个文件。请下载不含材料的申报书，材料从“佐证材料”页逐份下载，另附。",
    "The evidence is too large to be bound into one file. Take the set without it and the files one by one.",
)


def found(request: HttpRequest, pk: UUID) -> Case:
    """The application's case, or the one 404; also for experts, who are to know nobody."""
    if signed_in(request).role == Role.EXPERT:
        raise Http404
    return filing.found(request, pk)


@login_required
def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """纸质盖章件: the present version, what was printed, the sealed copy held against it. A POST prints."""
    case = found(request, pk)
    if request.method == "POST":
        return print_copy(request, case)
    copies = printed_copies(case)
    version = version_of(case)
    context = case_page(
        request,
        case,
        "papers",
        code=version.code,
        held=sealed.held(case, version),
        latest=next((copy for copy in copies if copy.code == version.code), None),
        copies=copies,
        key=uuid.uuid4().hex,
        may_name=case.state in procedure(TABLE).by_act["name_document"].source and own(request, case),
    )
    return render(request, "recognition/paper_loop.html", context)


def own(request: HttpRequest, case: Case) -> bool:
    """Whether the application is this officer's own to handle."""
    user = signed_in(request)
    return user.role == Role.OFFICER and user.authority_id == case.authority_id


def print_copy(request: HttpRequest, case: Case) -> HttpResponse:
    """Sets the version, keeps it, and records the print; then back to the page, which hands it out."""
    user, now = signed_in(request), office_time(request)
    back = redirect(reverse("recognition:papers", args=[case.pk]))
    if (refusal := drafts.editable(case, user)) is not None:
        messages.error(request, str(refusal))
        return back
    try:
        perform(
            TABLE,
            case.pk,
            "print_copy",
            by=user,
            version=whole(request.POST.get("version")),
            payload=printing.prepare(case, user, now),
            key=request.POST.get("key", ""),
            now=now,
        )
    except NotHere:
        raise Http404 from None
    except (Refusal, DocumentError) as said:
        messages.error(request, str(said))
    else:
        told = Text(
            "打印稿已生成并登记版本。请下载打印、盖章后，上传扫描件。",
            "The print is made and its version recorded. Print it, have it sealed, then upload the scan.",
        )
        messages.success(request, str(told))
    return back


@login_required
@require_safe
def bound(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bound set as PDF; where none can be typeset, back to the page with the reason."""
    case = found(request, pk)
    try:
        made = printing.pdf(case, signed_in(request), office_time(request))
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(reverse("recognition:papers", args=[case.pk]))
    return download(made, f"{NAME}-{case.number}.pdf")


@login_required
@require_safe
def with_files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bound set with its evidence behind; where that is too much for one file, back to the page with the reason."""
    case = found(request, pk)
    try:
        made = printing.whole(case, signed_in(request), office_time(request))
    except DocumentError as none:
        messages.error(request, str(none))
    else:
        if made is not None:
            return download(made, f"{NAME}-{case.number}-{ENCLOSED}.pdf")
        messages.error(request, str(TOO_MUCH))
    return redirect(reverse("recognition:papers", args=[case.pk]))


@login_required
@require_safe
def editable(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same set as DOCX."""
    case = found(request, pk)
    made = printing.docx(case, signed_in(request), office_time(request))
    return download(made, f"{NAME}-{case.number}.docx")


@login_required
@require_safe
def printed(request: HttpRequest, pk: UUID, copy: UUID) -> HttpResponse:
    """A version as it was printed to be sealed, byte for byte."""
    case = found(request, pk)
    row = PrintedCopy.objects.filter(case=case, pk=copy).first()
    if row is None:
        raise Http404
    try:
        made = store.read(row.pdf_id)
    except store.NotStored:
        raise Http404 from None
    return download(made, f"{NAME}-{case.number}-{row.code}.pdf")


@login_required
def register_sealed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Uploading the scan of the sealed copy."""
    return acted(request, pk, "register_sealed", "recognition/paper_sealed.html")


@login_required
def name_document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Entering number and date of the letter."""
    case = found(request, pk)
    held = sealed.sealed_copy(case)
    before = {"document": held.document, "dated": held.dated} if held else {}
    return acted(request, pk, "name_document", "recognition/paper_letter.html", before)


def acted(
    request: HttpRequest, pk: UUID, act: str, template: str, initial: Mapping[str, Any] | None = None
) -> HttpResponse:
    """An act of the paper loop on its page; afterwards the clerk is back at the loop."""
    case = found(request, pk)
    back = reverse("recognition:papers", args=[case.pk])
    answer = casework.act(request, TABLE, pk, act, template, {"back": back, "case": case}, initial)
    return redirect(back) if answer.status_code == HTTPStatus.FOUND else answer


@login_required
@require_safe
def blank(request: HttpRequest, pk: UUID, ending: str) -> HttpResponse:
    """The empty form of a round, as PDF or DOCX, for people who collect on paper."""
    case = casework.subject_or_404(request, "round", pk)
    row = Round.objects.select_related("case", "form").get(pk=case.pk)
    made = empty_form(row, language=language())
    name = f"{BLANK}-{case.number}.{ending}"
    if ending == "docx":
        return download(documents.docx(made, now=office_time(request)), name)
    if ending != "pdf":
        raise Http404
    try:
        return download(documents.pdf(made, now=office_time(request)), name)
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(reverse("recognition:round", args=[case.pk]))
