"""受理台账: what came in in a round, what is to be done next and by when; the same for the province by prefecture."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.recognition.models import Round
from jiqun.recognition.queries import intake as queries
from jiqun.recognition.recommending import queries as recommending
from jiqun.web.tables import exported

HEADS = (
    Text("编号", "Number"),
    Text("集群", "Cluster"),
    Text("申报单位", "Applicant"),
    Text("地市", "Prefecture"),
    Text("提交时间", "Handed in"),
    Text("环节", "State"),
    Text("下一步", "Next step"),
    Text("办理人", "By"),
    Text("截止时间", "Due"),
    Text("剩余工作日", "Working days left"),
    Text("告知补正次数", "Times returned"),
)
TITLES = {
    "state": Text("环节", "State"),
    "county": Text("申报单位", "Applicant"),
    "prefecture": Text("地市", "Prefecture"),
}
NAME = Text("受理台账", "intake")


def found(request: HttpRequest, pk: UUID) -> tuple[Case, Round]:
    """The round, for prefectures and the province. Raises `Http404` for anybody else."""
    case: Case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    if user.level not in (Level.PREFECTURE, Level.PROVINCE) or user.role == Role.EXPERT:
        raise Http404
    return case, Round.objects.select_related("case").defer("call").get(pk=case.pk)


def asked(request: HttpRequest) -> tuple[dict[str, str], str, bool]:
    """One value a facet, the column that orders, and whether backwards."""
    choices = {facet: request.GET[facet][:60] for facet in queries.FACETS if request.GET.get(facet)}
    order = request.GET.get("order", "due")
    return choices, order if order in queries.ORDERS else "due", request.GET.get("backwards") == "1"


@require_safe
@login_required
def intake(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list with its facets; for the province also the sums by prefecture."""
    case, row = found(request, pk)
    user, now = signed_in(request), office_time(request)
    everything = queries.lines(row, user, now)
    choices, order, backwards = asked(request)
    province = user.level == Level.PROVINCE
    facets = [name for name in queries.FACETS if name != "prefecture" or province]
    progress = recommending.progress(row.pk) if province else []
    context = {
        "case": case,
        "row": row,
        "everything": len(everything),
        "lines": queries.chosen(everything, choices, order, backwards),
        "province": province,
        "progress": progress,
        "totals": recommending.totals(progress),
        "facets": [
            (
                TITLES[name],
                link(request, name, ""),
                name not in choices,
                [
                    (link(request, name, value), title, n, choices.get(name) == value)
                    for value, title, n in queries.facet(everything, name, choices)
                ],
            )
            for name in facets
        ],
        "orders": [
            (link(request, "order", name), title, name == order, turned(request, name, order, backwards))
            for name, title in queries.ORDERS.items()
        ],
        "backwards": backwards,
        "chosen": choices,
        "query": request.GET.urlencode(),
    }
    return render(request, "recognition/intake.html", context)


def link(request: HttpRequest, name: str, value: str) -> str:
    """The same list with one thing chosen otherwise."""
    query = request.GET.copy()
    query.pop(name, None)
    if name == "order":
        query.pop("backwards", None)
    if value:
        query[name] = value
    return "?" + query.urlencode()


def turned(request: HttpRequest, name: str, order: str, backwards: bool) -> str:
    """The same list the other way round, where it is ordered by this."""
    return link(request, "backwards", "" if backwards else "1") if name == order else ""


@require_safe
@login_required
def export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Exactly the lines shown, in their order, as CSV or workbook."""
    case, row = found(request, pk)
    now = office_time(request)
    choices, order, backwards = asked(request)
    shown = queries.chosen(queries.lines(row, signed_in(request), now), choices, order, backwards)
    return exported(kind, f"{NAME}-{case.number}-{now.astimezone(ZONE):%Y%m%d}", HEADS, map(cells, shown))


def cells(each: queries.Line) -> list[Any]:
    """A line as the file has it."""
    return [
        each.number,
        each.cluster,
        each.county,
        each.prefecture,
        f"{each.submitted_at.astimezone(ZONE):%Y-%m-%d %H:%M}" if each.submitted_at else "",
        each.title,
        each.next,
        each.who or "",
        f"{each.due_at.astimezone(ZONE):%Y-%m-%d %H:%M}" if each.due_at else "",
        "" if each.days is None else each.days,
        each.notices,
    ]
