"""The findings of an application to take away: a document to print, and a record to compute them again from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time
from jiqun.bilingual import Text, language, listing
from jiqun.casework.models import Case
from jiqun.documents import findings as printed
from jiqun.documents.errors import DocumentError
from jiqun.evidence import attachments
from jiqun.facts import Facts
from jiqun.law import Assessment, receipts
from jiqun.law.measure import Measure
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import ROSTER_FILE, application_of
from jiqun.recognition.views.filing import found
from jiqun.web.exports import download

_UNLIKE = Text(
    "下列条件现在的测算结果与页面保存的不同：{norms}；页面保存的结果由程序 {code} 算出。",
    "These conditions come out otherwise now than in the findings kept, which {code} computed: {norms}.",
)
NAME = Text("对标核验", "findings")
RECORD_NAME = Text("测算记录", "evaluation-record")


@login_required
@require_safe
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The findings as PDF; where none can be typeset, back to the page with the reason."""
    case = found(request, pk)
    facts, measure, assessment, _ = assessed(case)
    try:
        made = printed.pdf(
            assessment, measure, cluster=case.title, facts=facts, now=office_time(request), language=language()
        )
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(reverse("recognition:application-findings", args=[case.pk]))
    return download(made, f"{NAME}-{case.number}.pdf")


@login_required
@require_safe
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The evaluation record as JSON, for `jiqun replay`.

    The facts are the kept ones, which a correction may have moved on without counting again: no engine is named.
    """
    case = found(request, pk)
    facts, measure, assessment, notices = assessed(case)
    text = receipts.write(assessment, measure, facts, language=language(), notices=notices, source=source(case))
    return download(text.encode(), f"{RECORD_NAME}-{case.number}.json")


def source(case: Case) -> receipts.Source | None:
    """The workbook the roster was read from; none when it came of a correction. Its name is that of the file as it was
    uploaded, where it still lies with the case.
    """
    roster = application_of(case).roster
    if roster is None or not roster.file_sha256:
        return None
    file = (ROSTER_FILE, roster.file_sha256)
    names = (each.name for each in attachments.files(case) if (each.requirement, each.sha256) == file)
    return receipts.Source(next(names, None), roster.file_sha256)


def assessed(case: Case) -> tuple[Facts, Measure, Assessment, tuple[Text, ...]]:
    """Facts, measure and assessment of a case as computed now; with a notice before its warnings where that is not what
    the page shows. Raises `Http404` without a roster.
    """
    application = application_of(case)
    facts = precheck.facts_of(application) if application.roster_id else None
    if facts is None:
        raise Http404
    measure, assessment = precheck.measure_of(application.round), precheck.assess(facts, application.round)
    kept = precheck.findings(case)
    notices = () if kept is None else tuple(unlike(kept, measure, assessment))
    return facts, measure, replace(assessment, warnings=(*notices, *assessment.warnings)), notices


def unlike(kept: Mapping[str, Any], measure: Measure, assessment: Assessment) -> Iterator[Text]:
    """One sentence that names the conditions which come out otherwise now than in the findings kept."""
    before = {each["id"]: each for each in kept["findings"]}
    now = {each.id: each.plain() for each in assessment.findings}
    other = [
        measure.norm(norm).title
        for norm in now
        if any(before.get(norm, {}).get(key) != now[norm][key] for key in ("verdict", "value", "limit", "margin"))
    ]
    if other:
        yield _UNLIKE.format(norms=listing(other), code=kept["receipt"]["code"])
