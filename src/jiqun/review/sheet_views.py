"""The scoring room: an expert's sheet beside the case, and what its page asks for by itself while scores are typed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import acting, offers
from jiqun.casework import views as casework
from jiqun.casework.doing import Doing
from jiqun.casework.perform import perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.steps import Done
from jiqun.forms import autosaving
from jiqun.forms.for_the_page import for_the_page
from jiqun.review import computed, drafts, room, rubrics, sheets
from jiqun.review.invitations import invited_to
from jiqun.review.models import Sheet
from jiqun.web import moments

KEPT = Text("草稿已保存，尚未提交。", "The draft is kept; it is not handed in yet.")


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a chapter shows beside a sheet: of the case (`beside` gives its values, `template` prints them), and the
    url name of the page with the evidence of one item."""

    beside: Callable[[Sheet], dict[str, Any]]
    template: str
    evidence: str
    record: str


def scored_now(sheet: Sheet) -> bool:
    """Whether its expert sees the case and scores it at present."""
    return sheet.state == "declared" and sheet.case.state == "review"


def sheet_page(request: HttpRequest, pk: UUID, chapter: Chapter) -> HttpResponse:
    """A sheet as its expert sees it: the statements first, then case and sheet side by side, then what was sealed.

    What the chapter shows of the case is asked for only once the statements were made.
    """
    table = procedure("sheet")
    refused: Refusal | None = None
    if request.method == "POST" and "keep" in request.POST:
        return kept_without_script(request, pk)
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
    user, now = signed_in(request), office_time(request)
    context: dict[str, Any] = {
        "sheet": sheet,
        "state": table.by_state[sheet.state],
        "steps": offers.bar(table, sheet.state),
        "offers": [each for each in offers.offers(table, sheet, user, now, None) if each.act.name != "submit"],
        "rubric": sheet.panel.rubric,
        "origin": rubrics.origin_of(sheet.panel.rubric),
        "due": None if sheet.due_at is None else moments.moment(sheet.due_at),
        "refusal": None if isinstance(refused, Invalid) else refused,
        "invited_to": None if sheet.known else invited_to(sheet),
    }
    status = 200 if refused is None else 422 if isinstance(refused, Invalid) else 409
    if scored_now(sheet):
        context |= {
            "case_template": chapter.template,
            "beside": chapter.beside(sheet),
            "evidence_url": chapter.evidence,
            "record_url": chapter.record,
            **scoring(request, sheet),
        }
        return render(request, "review/score.html", context, status=status)
    if sheet.sha256:
        context["sealed"] = room.sealed(sheet.scores, rubrics.rubric_of(sheet.panel.rubric))
        context["total"] = rubrics.points(sheet.total or 0)
        context["submitted_at"] = moments.moment(sheet.submitted_at) if sheet.submitted_at else ""
    context["unsent"] = unsent(request, sheet)
    return render(request, "review/sheet.html", context, status=200 if refused is None else 409)


def unsent(request: HttpRequest, sheet: Sheet) -> list[tuple[Any, str]]:
    """What was typed into a sheet that takes no more, by label: the draft that is left of it, and what is sent now,
    which goes back to who typed it and is kept nowhere."""
    typed = {**sheets.texts(sheet.draft), **request.POST.dict()}
    if not typed:
        return []
    fields = sheets.fields_of(rubrics.rubric_of(sheet.panel.rubric), computed.pinned(sheet))
    return [(fields[name].label, value) for name in fields if (value := str(typed.get(name, "")).strip())]


def submitted(request: HttpRequest, pk: UUID) -> Done:
    """Hands a posted sheet in."""
    return perform(
        "sheet",
        pk,
        "submit",
        by=signed_in(request),
        version=acting.whole(request.POST.get("version")),
        payload=request.POST,
        key=request.POST.get("key", ""),
        now=office_time(request),
    )


def scoring(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """What the scoring form needs: what was posted or else the draft, with what is wrong with it."""
    table = procedure("sheet")
    posted = request.method == "POST"
    wrong: dict[str, Any] = {}
    if posted:
        doing = Doing(table, table.by_act["submit"], sheet, signed_in(request), {}, office_time(request), Random(0))
        wrong = sheets.SheetForm(request.POST, doing=doing).errors
    typed = request.POST.dict() if posted else sheets.texts(sheet.draft)
    versions = {name: int(kept["version"]) for name, kept in sheet.draft.items()}
    rubric, found = rubrics.rubric_of(sheet.panel.rubric), computed.pinned(sheet)
    names = sheets.fields_of(rubric, found)
    row = computed.row_of(sheet)
    comment = sheets.COMMENT
    return {
        "sections": room.sections(rubric, found, typed, versions, wrong),
        "versions": [(sheets.SHOWN + name, versions.get(name, 0)) for name in names],
        "progress": room.progress(rubric, found, typed),
        "comment": room.Cell(comment, str(typed.get(comment, "")), versions.get(comment, 0), wrong.get(comment, ())),
        "wrong": [(name, str(error)) for name, errors in wrong.items() for error in errors],
        "here": reverse(table.url, args=[sheet.pk]),
        "version": sheet.version,
        "key": request.POST.get("key") or uuid.uuid4().hex,
        "computed_sha256": row.sha256 if row else "",
        "words": autosaving.words(),
    }


def own_open_sheet(request: HttpRequest, pk: UUID) -> Sheet:
    """One's own sheet while it is scored. Raises `Http404`, or `Refusal` when it can be changed no more."""
    sheet: Sheet = casework.subject_or_404(request, "sheet", pk)
    if not scored_now(sheet):
        raise Refusal(drafts.SHUT, clause="A14.3")
    return sheet


def kept_without_script(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps the whole posted form as a draft and leads back to it; what could not be kept is said."""
    sheet: Sheet = casework.subject_or_404(request, "sheet", pk)
    try:
        if not scored_now(sheet):
            raise Refusal(drafts.SHUT, clause="A14.3")
        kept = drafts.save(sheet, request.POST.dict(), office_time(request))
    except Refusal as said:
        messages.error(request, str(said))
    else:
        messages.success(request, str(KEPT))
        for said_of in kept.faults.values():
            messages.error(request, "；".join(said_of))
    return redirect(reverse(procedure("sheet").url, args=[pk]))


@require_POST
@for_the_page
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps the fields that were sent, with the time, and says what became of each."""
    sheet, data = own_open_sheet(request, pk), request.POST.dict()
    kept = drafts.save(sheet, data, office_time(request))
    return JsonResponse(drafts.answer(kept, data, timezone.now()))


@require_POST
@for_the_page
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the expert's other windows typed since this one was shown."""
    sheet, data = own_open_sheet(request, pk), request.POST.dict()
    shown = {name: value for name, value in data.items() if name.startswith(sheets.SHOWN)}
    kept = drafts.Kept(dict(sheet.draft))
    return JsonResponse({**drafts.answer(kept, shown, timezone.now()), "present": []})


@login_required
@require_safe
def standing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the sheet is, and the sums, as the server counts them."""
    sheet: Sheet = casework.subject_or_404(request, "sheet", pk)
    if not scored_now(sheet):
        raise Http404
    rubric, found = rubrics.rubric_of(sheet.panel.rubric), computed.pinned(sheet)
    context = {"progress": room.progress(rubric, found, sheets.texts(sheet.draft))}
    return render(request, "review/_progress.html", context)
