"""Drawing up the list: the ranking with its cut line, the working copy, what is taken to the leaders' meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import OFFICE, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text, speaking
from jiqun.casework import signing
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.documents import official
from jiqun.recognition.acts import list_working
from jiqun.recognition.acts.listing import scored
from jiqun.recognition.papers import meeting_list
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries.list_beside import beside, by_prefecture
from jiqun.recognition.queries.list_working import Theirs, meanwhile, working
from jiqun.recognition.views.listing import provincial
from jiqun.web.exports import download
from jiqun.web.tables import exported

NO_PLACES = Text(
    "请先填写拟认定个数：1 至 {most} 的整数。", "Give the number of places first: a whole number up to {most}."
)
KEPT = Text("已暂存 {at}", "Kept at {at}")
CROSSED = Text(
    "{of}：{by}刚改为“{theirs}”，您填写的“{mine}”没有保存；请刷新页面，核对后再改。",
    "{of}: {by} has just made it “{theirs}”; your “{mine}” was not kept. Reload, look, then change it.",
)
MOVED = Text(
    "刚有人改过名单，没有划线；请先看过新的内容，再划线。",
    "Somebody has just changed the list; no line was drawn. Look at it first, then draw the line.",
)
PLACES = Text("拟认定个数", "Places on the list")
PARTS = {
    "decision": Text("意见", "decision"),
    "reserve": Text("递补顺序", "order in the reserve"),
    "reason": Text("理由", "reason"),
}


@login_required
def propose_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drawing up the list beside the ranking, from the working copy."""
    case = provincial(request, pk)
    kept = working(case)
    rows = queries.candidates(case)
    entered = request.POST if request.method == "POST" else kept.values
    decisions = {row.pk: entered.get(f"decision_{row.pk}", "") for row in rows}
    context: dict[str, Any] = {
        "kept": kept,
        "cut": cut_after(rows, queries.whole(entered.get("places", ""))),
        "spread": by_prefecture(rows, decisions),
        "most": len(rows),
        "may_keep": may_keep(request, case),
    }
    return casework.act(
        request, "round", pk, "propose_list", template="recognition/list_form.html", context=context,
        initial=kept.values,
    )  # fmt: skip


def cut_after(rows: list[queries.Candidate], places: int) -> UUID | None:
    """The candidate after which the line is drawn: the last that has a place by its position."""
    return rows[places - 1].pk if 0 < places <= len(rows) else None


def may_keep(request: HttpRequest, case: Case) -> bool:
    """Whether the working copy is still one: scores are open, nothing was laid before the approver."""
    return signed_in(request).role == Role.OFFICER and case.state == "ranked" and signing.pending(case) is None


@login_required
@require_POST
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps what was entered; with `line` draws the cut line anew. Answers with the time, or leads back to the page;
    what another officer changed since the page was shown is told and not written over. A page that is being left
    (`leaving`) reads no answer."""
    case, now, user = provincial(request, pk), office_time(request), signed_in(request)
    if not may_keep(request, case):
        raise Http404
    rows = queries.candidates(case)
    entered, seen = request.POST.dict(), queries.key(request.POST.get("seen", ""))
    clashes = list_working.keep(case, rows, entered, user, now, seen)
    told = [str(crossed(rows, name, theirs, str(entered[name]))) for name, theirs in clashes.items()]
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"saved": str(KEPT).format(at=f"{now.astimezone(ZONE):%H:%M}"), "clashes": told})
    if "leaving" in request.POST:
        return HttpResponse(status=204)
    for said in told:
        messages.error(request, said)
    if "line" in request.POST and seen is not None and meanwhile(case, seen, user):
        messages.error(request, str(MOVED))
    elif "line" in request.POST:
        places = queries.whole(request.POST.get("places", ""))
        if 0 < places <= len(rows):
            list_working.draw_line(case, rows, scored(case), places, user, now)
        else:
            messages.error(request, str(NO_PLACES).format(most=len(rows)))
    elif not told:
        messages.success(request, str(Text("已暂存，尚未提请签批。", "Kept; not laid before the approver yet.")))
    return redirect(reverse("recognition:propose-list", args=[pk]))


def crossed(rows: list[queries.Candidate], name: str, theirs: Theirs, mine: str) -> Text:
    """That two officers changed one field, in words."""
    part, _, pk = name.partition("_")
    of = next((row.name for row in rows if str(row.pk) == pk), "")
    title = Text(f"{of} {PARTS[part].zh}", f"{of}, {PARTS[part].en}") if part in PARTS else PLACES
    return CROSSED.format(of=title, by=theirs.by, theirs=queries.shown(theirs.value), mine=queries.shown(mine))


@login_required
@require_safe
def meeting_table(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The list as it stands, for the leaders' meeting: a workbook, or a PDF to be printed. Bears scores: the province's
    office alone."""
    case, now = provincial(request, pk), office_time(request)
    if case.state != "ranked" or signed_in(request).role not in OFFICE:
        raise Http404
    rows, values = queries.candidates(case), working(case).values
    found = beside(rows, signed_in(request))
    lines = [meeting_list.line(row, found[row.pk], values) for row in rows]
    with speaking("zh"):
        if kind == "xlsx":
            return exported("xlsx", meeting_list.NAME, meeting_list.HEADS, lines)
        spread = by_prefecture(rows, {row.pk: values.get(f"decision_{row.pk}", "") for row in rows})
        invented = any(row.invented for row in rows)
        paper = meeting_list.composed(case, lines, spread, values.get("places", ""), invented=invented)
    return download(official.pdf(paper, now=now), f"{meeting_list.NAME}.pdf")
