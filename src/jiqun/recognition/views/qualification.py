"""The province's list of everything recommended, with how far each prefecture is and who has not sent its letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.recognition.models import Round
from jiqun.recognition.queries import qualification as queries
from jiqun.recognition.recommending import queries as recommending
from jiqun.recognition.views.intake import link
from jiqun.web.tables import exported

HEADS = (
    Text("地市", "Prefecture"),
    Text("推荐排序", "Rank"),
    Text("集群", "Cluster"),
    Text("申报单位", "Applicant"),
    Text("编号", "Number"),
    Text("环节", "State"),
    Text("推荐函", "Letter"),
    Text("与测算不同的结论（项）", "Other than computed"),
    Text("待核疑似命中（条）", "Open hits"),
    Text("实地抽查", "Site check"),
    Text("往年申报", "Earlier rounds"),
    Text("退回过地市", "Returned once"),
)
NAME = Text("资格初审清单", "qualification")
YES, NO = Text("是", "yes"), Text("否", "no")


def found(request: HttpRequest, pk: UUID) -> tuple[Case, Account, list[queries.Line]]:
    """The round and the lines asked for, for the province. Raises `Http404` for anybody else."""
    case: Case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    if user.level != Level.PROVINCE or user.role == Role.EXPERT:
        raise Http404
    everything = queries.lines(Round.objects.get(pk=case.pk), user)
    wanted = request.GET.get("prefecture", "")
    kept = [each for each in everything if not wanted or each.prefecture_code == wanted]
    return case, user, [each for each in kept if request.GET.get("open") != "1" or each.open]


@require_safe
@login_required
def qualifications(request: HttpRequest, pk: UUID) -> HttpResponse:
    """资格初审: prefecture by prefecture, then every recommended cluster by rank."""
    case, _, lines = found(request, pk)
    progress = recommending.progress(case.pk)
    context = {
        "case": case,
        "lines": lines,
        "progress": progress,
        "totals": recommending.totals(progress),
        "not_sent": [each for each in progress if not each.letter and (each.handed_in or each.recommended)],
        "only_open": request.GET.get("open") == "1",
        "all_url": link(request, "open", ""),
        "open_url": link(request, "open", "1"),
        "prefecture": request.GET.get("prefecture", ""),
        "query": request.GET.urlencode(),
    }
    return render(request, "recognition/qualifications.html", context)


@require_safe
@login_required
def export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Exactly the lines shown, as CSV or workbook."""
    case, _, lines = found(request, pk)
    name = f"{NAME}-{case.number}-{office_time(request).astimezone(ZONE):%Y%m%d}"
    return exported(kind, name, HEADS, map(cells, lines))


def cells(each: queries.Line) -> list[Any]:
    """A line as the file has it."""
    return [
        each.prefecture,
        each.rank or "",
        each.cluster,
        each.place,
        each.number,
        each.title,
        each.letter,
        each.differing,
        each.hits,
        each.site_check,
        "；".join(str(said) for said in each.prior),
        YES if each.returned else NO,
    ]
