"""A report to take away, as PDF and as Word file; many of one year in an archive. Typeset outside any transaction."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents import report as documents
from jiqun.documents.errors import DocumentError
from jiqun.supervision.evaluation import printing, queries
from jiqun.supervision.evaluation.views.reading import asked, reader
from jiqun.supervision.models.evaluation import Evaluation
from jiqun.web.exports import download


def made(found: queries.Shown, kind: str, now: datetime) -> bytes:
    """The file of a report; an edition's is dated by its data, so that it stays the same. Raises `DocumentError`."""
    paper = printing.paper(found.printed())
    moment = now if found.draft else found.drawn_at
    return documents.pdf(paper, now=moment) if kind == "pdf" else documents.docx(paper, now=moment)


def name_of(found: queries.Shown, kind: str) -> str:
    """What the file is called; a cluster's name makes no folder in an archive and leads out of none."""
    state = Text("草稿", "draft") if found.draft else Text(f"第{found.edition}版", f"edition-{found.edition}")
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", f"{found.of.case.title}-{state}.{kind}")


@login_required
@require_safe
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report as PDF."""
    return handed(request, pk, "pdf")


@login_required
@require_safe
def docx(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report as Word file, for editing."""
    return handed(request, pk, "docx")


def handed(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The file, or the report's page with the reason why there is none."""
    _, found = asked(request, pk)
    try:
        data = made(found, kind, office_time(request))
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect("supervision:evaluation", pk=pk)
    return download(data, name_of(found, kind))


@login_required
@require_safe
def archive(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The authority's reports on single clusters of a year in one archive."""
    user = reader(request)
    rows = Evaluation.objects.visible_to(user).filter(
        maker=user.authority_id, year=year, live=True, cluster__isnull=False
    )
    cases = list(Case.objects.filter(evaluation__in=rows).order_by("number"))
    if kind not in ("pdf", "docx") or not cases:
        raise Http404
    now, packed = office_time(request), io.BytesIO()
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as into:
            for case in cases:
                if (found := queries.shown(case, user)) is not None:
                    into.writestr(f"{case.number}-{name_of(found, kind)}", made(found, kind, now))
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect("supervision:evaluation-batch")
    name = str(Text(f"{year}年集群评估报告.zip", f"evaluation-reports-{year}.zip"))
    return download(packed.getvalue(), name)
