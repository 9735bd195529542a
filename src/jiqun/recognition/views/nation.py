"""Pages of the national level (Article 12): for the province, prefectures to read, Shenzhen for its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.authorities.requests import office_day, office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.documents.errors import DocumentError
from jiqun.evidence.models import Attachment
from jiqun.instruments.queries import measure
from jiqun.recognition.models import NationalCandidate, NationalList, NationalRecommendation
from jiqun.recognition.nation import acts, eligible, list_forms, queries, tables
from jiqun.web.exports import download

ARCHIVE = "application/zip"
RECOMMENDATION, LIST = "national_recommendation", "national_list"


def reader(request: HttpRequest) -> Account:
    """Offices of prefectures and the province; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in OFFICE or user.level not in (Level.PREFECTURE, Level.PROVINCE):
        raise Http404
    return user


@login_required
@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    """The national level: what the territory holds, recommendations, lists."""
    user = reader(request)
    officer = user.role == Role.OFFICER
    context = {
        "held": queries.held(user, office_day(request)),
        "matters": queries.matters(user),
        "may_recommend": officer and eligible.speaks(user),
        "may_import": officer and user.level == Level.PROVINCE,
    }
    return render(request, "recognition/nation.html", context)


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Answering a call of the ministry."""
    user = reader(request)
    if user.role != Role.OFFICER or not eligible.speaks(user):
        raise Http404
    return casework.opening(request, RECOMMENDATION)


@login_required
def import_list(request: HttpRequest) -> HttpResponse:
    """Importing a list of the nation."""
    user = reader(request)
    if user.role != Role.OFFICER or user.level != Level.PROVINCE:
        raise Http404
    return casework.opening(request, LIST)


@login_required
@require_safe
def recommendation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One recommendation: its candidates with their assessments, files and papers."""
    case = casework.subject_or_404(request, RECOMMENDATION, pk)
    candidates = acts.held(case)
    rosters = acts.newest(candidates)
    files: dict[str, list[Attachment]] = {}
    for file in Attachment.objects.current().filter(case=case.pk).order_by("at"):
        files.setdefault(file.requirement, []).append(file)
    rows = [
        {
            "candidate": each,
            "cells": line,
            "tally": queries.tally(each),
            "stale": each.roster_id != getattr(rosters.get(each.cluster_id), "pk", None),
            "files": files.get(acts.requirement(each.cluster_id), []),
        }
        for each, line in zip(candidates, tables.cells(candidates), strict=True)
    ]
    context: dict[str, Any] = {
        **casework.case_context(request, procedure(RECOMMENDATION), case),
        "row": NationalRecommendation.objects.get(pk=case.pk),
        "rows": rows,
        "general": [*files.get(acts.FOR_ALL, []), *files.get(acts.RESULTS_FILE, [])],
        "history": history.history(case.pk),
    }
    return render(request, "recognition/nation_recommendation.html", context)


@login_required
@require_safe
def findings(request: HttpRequest, pk: UUID, cluster: UUID) -> HttpResponse:
    """The assessment of one candidate under the national measure, norm by norm."""
    case = casework.subject_or_404(request, RECOMMENDATION, pk)
    rows = NationalCandidate.objects.filter(recommendation=case.pk).select_related("cluster", "roster")
    candidate = get_object_or_404(rows, cluster=cluster)
    context = {
        "case": case,
        "candidate": candidate,
        "norms": queries.findings(candidate),
        "tally": queries.tally(candidate),
        "measure": measure(eligible.MEASURE),
    }
    return render(request, "recognition/nation_findings.html", context)


@login_required
@require_safe
def take_away(request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The table as XLSX or PDF, or the whole package as ZIP."""
    case: Case = casework.subject_or_404(request, RECOMMENDATION, pk)
    candidates, now = acts.held(case), office_time(request)
    title = f"{NationalRecommendation.objects.get(pk=case.pk).year}年度国家级中小企业特色产业集群推荐汇总表"
    try:
        if kind == "zip":
            files = Attachment.objects.current().filter(case=case.pk).order_by("at")
            packed = tables.package(title, case.authority.body, candidates, files, now=now)
            return FileResponse(packed, as_attachment=True, filename=f"{case.number}.zip", content_type=ARCHIVE)
        if kind == "xlsx":
            return download(tables.workbook(title, candidates), f"{title}.xlsx")
        if kind == "pdf":
            return download(tables.document(title, case.authority.body, candidates, now=now), f"{title}.pdf")
    except DocumentError as said:
        return HttpResponse(str(said), status=503, content_type="text/plain; charset=utf-8")
    raise Http404


@login_required
@require_safe
def national_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list with its lines, each with the cluster it means."""
    case = casework.subject_or_404(request, LIST, pk)
    found = NationalList.objects.get(pk=case.pk)
    context = {
        **casework.case_context(request, procedure(LIST), case),
        "found": found,
        "kind": list_forms.KINDS[found.kind],
        "unknown": sum(not (row["cluster"] or row["new"]) for row in found.rows),
        "files": list(Attachment.objects.current().filter(case=case.pk).order_by("at")),
        "history": history.history(case.pk),
    }
    return render(request, "recognition/nation_list.html", context)
