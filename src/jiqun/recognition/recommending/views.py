"""Pages of a prefecture's recommendation, and of how far all of a round are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.documents.errors import DocumentError
from jiqun.recognition.recommending import acts, candidates, content, files, queries
from jiqun.standards import province
from jiqun.web.exports import download

TABLE = "recommendation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def found(request: HttpRequest, pk: UUID) -> Case:
    """The matter, or the one 404."""
    case: Case = casework.subject_or_404(request, TABLE, pk)
    return case


@login_required
def recommendation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A prefecture's recommendation: the table as it stands, the letters sent, what may be done."""
    case = found(request, pk)
    row = acts.recommendation_of(case)
    context = {
        **casework.case_context(request, procedure(TABLE), case),
        "row": row,
        "columns": content.columns(row),
        "lines": content.lines(row) if case.state != "sent" else [],
        "places": candidates.candidates(row),
        "letters": queries.letters(row),
        "attempts": queries.late_attempts(case),
        "ceiling": acts.ceiling(row),
        "closes_at": acts.closes_at(row),
        "history": history.history(case.pk),
    }
    return render(request, "recognition/recommending.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    """Beginning the recommendation of a round."""
    return casework.opening(request, TABLE)


@login_required
def order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The order of all candidates on one page."""
    found(request, pk)
    return casework.act(request, TABLE, pk, "set_order", "recognition/recommending_order.html")


@login_required
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter: what it lists, its words, then before the approver."""
    row = acts.recommendation_of(found(request, pk))
    context = {"row": row, "columns": content.columns(row)}
    return casework.act(request, TABLE, pk, "send_recommendation", "recognition/recommending_send.html", context)


@login_required
@require_safe
def table(request: HttpRequest, pk: UUID, number: int, kind: str) -> HttpResponse:
    """推荐汇总表 of a letter, or with number 0 as it stands: as a workbook or a document."""
    case = found(request, pk)
    row, now = acts.recommendation_of(case), office_time(request)
    if number:
        letter = row.letters.filter(number=number).first()
        if letter is None:
            raise Http404
        lines = [content.Line.from_plain(kept) for kept in letter.rows]
        subtitle = (
            f"{row.prefecture.name} · 第 {number} 份推荐函附件 · 共 {len(lines)} 个 · 摘要 {letter.content_id[:16]}"
        )
    else:
        lines = content.lines(row)
        subtitle = f"{row.prefecture.name} · 草稿，未报送 · 共 {len(lines)} 个"
    title = f"{row.round.year}年度{province.here().designation.zh}推荐汇总表"
    name = f"推荐汇总表-{row.prefecture.name}-{number or '草稿'}"
    if kind == "xlsx":
        return download(files.workbook(f"{title}（{subtitle}）", content.columns(row), lines), f"{name}.xlsx")
    try:
        made = files.document(title, subtitle, content.columns(row), lines, now=now)
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(reverse("recognition:recommendation", args=[pk]))
    return download(made, f"{name}.pdf")


def matter_of(round_pk: UUID, user: Any) -> UUID | None:
    """The matter of the reader's own prefecture in a round; `None` before it began."""
    return (
        Case.objects.visible_to(user)
        .filter(recommendation__round=round_pk, recommendation__prefecture=user.authority_id)
        .values_list("pk", flat=True)
        .first()
    )
