"""Pages of experts: their sheets, saving a draft; and the pool for the province's office."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from random import Random
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
from jiqun.casework import acting, offers
from jiqun.casework import views as casework
from jiqun.casework.doing import Doing
from jiqun.casework.perform import perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.steps import Done
from jiqun.review import queries, rubrics, sheets
from jiqun.review.models import Sheet
from jiqun.web import moments

Beside = Callable[[Sheet], dict[str, Any]]


def sheet_page(request: HttpRequest, pk: UUID, beside: Beside, case_template: str) -> HttpResponse:
    """A sheet as its expert sees it: the statements first, then case and sheet side by side, then what was sealed.

    `beside(sheet)` is what the chapter shows of the case, as `beside` in `case_template`; it is asked for only once
    the statements were made.
    """
    table = procedure("sheet")
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            done = submitted(request, pk)
        except NotHere:
            raise Http404 from None
        except Refusal as said:
            refused = said
        else:
            messages.success(request, str(acting.answer(table.by_act["submit"].title, done)))
            return redirect(reverse(table.url, args=[pk]))
    sheet: Sheet = casework.subject_or_404(request, "sheet", pk)
    rubric = rubrics.read(sheet.panel.rubric.definition)
    user, now = request.user, request.now  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "sheet": sheet,
        "state": table.by_state[sheet.state],
        "steps": offers.bar(table, sheet.state),
        "offers": [
            offer
            for offer in offers.offers(table, sheet, user, now, None)  # type: ignore[arg-type]
            if offer.act.name != "submit"
        ],
        "rubric": sheet.panel.rubric,
        "due": None if sheet.due_at is None else moments.moment(sheet.due_at),
        "refusal": None if isinstance(refused, Invalid) else refused,
    }
    if sheet.state == "declared" and sheet.case.state == "review":
        context |= {"case_template": case_template, "beside": beside(sheet), **scoring(request, sheet, rubric)}
        status = 200 if refused is None else 422 if isinstance(refused, Invalid) else 409
        return render(request, "review/score.html", context, status=status)
    if sheet.state == "submitted":
        context["sealed"] = sealed(sheet, rubric)
        context["total"] = rubrics.points(sheet.total or 0)
        context["submitted_at"] = moments.moment(sheet.submitted_at) if sheet.submitted_at else ""
    return render(request, "review/sheet.html", context, status=200 if refused is None else 409)


def submitted(request: HttpRequest, pk: UUID) -> Done:
    """Hands a posted sheet in."""
    return perform(
        "sheet",
        pk,
        "submit",
        by=request.user,  # type: ignore[arg-type]
        version=acting.whole(request.POST.get("version")),
        payload=request.POST,
        key=request.POST.get("key", ""),
        now=request.now,  # type: ignore[attr-defined]
    )


def scoring(request: HttpRequest, sheet: Sheet, rubric: rubrics.Rubric) -> dict[str, Any]:
    """What the scoring form needs: what was posted or else the draft, with what is wrong with it."""
    table = procedure("sheet")
    doing = Doing(table, table.by_act["submit"], sheet, request.user, {}, request.now, Random(0))  # type: ignore[arg-type, attr-defined]
    posted = request.method == "POST"
    form = sheets.SheetForm(request.POST if posted else None, doing=doing)
    origin = sheet.panel.rubric.origin
    return {
        "form": form,
        "sections": form.sections(),
        "wrong": [(name, str(error)) for name, errors in form.errors.items() for error in errors],
        "here": reverse(table.url, args=[sheet.pk]),
        "version": sheet.version,
        "key": request.POST.get("key") or uuid.uuid4().hex,
        "origin": Text(rubrics.ORIGIN, rubrics.ORIGIN_EN) if origin == rubrics.ORIGIN else origin,
        "step": rubrics.points(rubric.step),
    }


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
    changed = Sheet.objects.filter(pk=sheet.pk, state="declared", case__state="review").update(
        draft=draft, saved_at=now
    )
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
