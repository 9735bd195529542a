"""Pages of experts: their sheets, saving a draft; and the pool for the province's office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiqun.authorities.models import OFFICE, Level, Role
from jiqun.bilingual import Text
from jiqun.casework import offers
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.review import queries, rubrics, sheets
from jiqun.review.models import Sheet
from jiqun.web import moments

Beside = Callable[[Sheet], dict[str, Any]]


def sheet_page(request: HttpRequest, pk: UUID, beside: Beside, case_template: str) -> HttpResponse:
    """A sheet as its expert sees it: the statements first, then case and sheet side by side, then what was sealed.

    `beside(sheet)` is the context of `case_template`, what the chapter shows of the case; it is asked for only once
    the statements were made.
    """
    sheet: Sheet = casework.subject_or_404(request, "sheet", pk)
    rubric = rubrics.read(sheet.panel.rubric.definition)
    table = procedure("sheet")
    context: dict[str, Any] = {
        "sheet": sheet,
        "state": table.by_state[sheet.state],
        "steps": offers.bar(table, sheet.state),
        "rubric": sheet.panel.rubric,
        "here": reverse(table.url, args=[sheet.pk]),
        "origin": Text(rubrics.ORIGIN, rubrics.ORIGIN_EN)
        if sheet.panel.rubric.origin == rubrics.ORIGIN
        else sheet.panel.rubric.origin,
        "step": rubrics.points(rubric.step),
        "due": None if sheet.due_at is None else moments.moment(sheet.due_at),
    }
    if sheet.state == "declared":
        context |= {"case_template": case_template, **beside(sheet)}
        context["offers"] = [
            offer
            for offer in offers.offers(table, sheet, request.user, request.now, None)  # type: ignore[arg-type, attr-defined]
            if offer.act.name != "submit"
        ]
        return casework.act(request, "sheet", pk, "submit", template="review/score.html", context=context)
    context["offers"] = offers.offers(table, sheet, request.user, request.now, None)  # type: ignore[arg-type, attr-defined]
    if sheet.state == "submitted":
        context |= {"case_template": case_template, **beside(sheet), "sealed": sealed(sheet, rubric)}
        context["total"] = rubrics.points(sheet.total or 0)
        context["submitted_at"] = moments.moment(sheet.submitted_at) if sheet.submitted_at else ""
    return render(request, "review/sheet.html", context)


def sealed(
    sheet: Sheet, rubric: rubrics.Rubric
) -> list[tuple[rubrics.Dimension, list[tuple[rubrics.Item, str, str, str]]]]:
    """One's own submitted sheet: per item its weight, score and reason."""
    return [
        (
            dimension,
            [
                (
                    item,
                    rubrics.points(item.weight),
                    rubrics.points(sheet.scores[item.id]["score"]),
                    sheet.scores[item.id]["reason"],
                )
                for item in dimension.items
            ],
        )
        for dimension in rubric.dimensions
    ]


@login_required
@require_POST
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps a draft as typed, with the time. No act: nothing is checked, nothing is journalled, nobody else sees it.

    Answers a few words to htmx, and leads back to the sheet otherwise.
    """
    sheet: Sheet = casework.subject_or_404(request, "sheet", pk)
    now = request.now  # type: ignore[attr-defined]
    draft = sheets.kept(request.POST.dict(), rubrics.read(sheet.panel.rubric.definition))
    changed = Sheet.objects.filter(pk=sheet.pk, state="declared").update(draft=draft, saved_at=now)
    if request.headers.get("HX-Request"):
        context = {"saved_at": now if changed else None}
        return render(request, "review/saved.html", context, status=200 if changed else 409)
    if changed:
        messages.success(request, str(Text("草稿已保存，尚未提交。", "The draft is kept; it is not handed in yet.")))
    else:
        messages.error(request, str(Text("这份评审表已不能修改。", "This sheet can be changed no more.")))
    return redirect(reverse(procedure("sheet").url, args=[sheet.pk]))


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """An expert's own sheets."""
    user: Any = request.user
    if user.role != Role.EXPERT:
        raise Http404
    url = procedure("sheet").url
    rows = [(sheet, reverse(url, args=[sheet.pk])) for sheet in queries.own_sheets(user, request.now)]  # type: ignore[attr-defined]
    return render(request, "review/mine.html", {"sheets": rows})


@login_required
def experts(request: HttpRequest) -> HttpResponse:
    """The pool, for the province's office."""
    user: Any = request.user
    if user.role not in OFFICE or user.level != Level.PROVINCE:
        raise Http404
    wanted = request.GET.get("q", "").strip()[:60]
    return render(request, "review/experts.html", {"experts": queries.directory(wanted), "q": wanted})
