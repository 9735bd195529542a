"""名册工作台: the grid, what is typed and pasted into it, workbooks opened on it, and its adoption."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiqun.authorities.models import OFFICE
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.evidence.fields import EvidenceField
from jiqun.forms.for_the_page import for_the_page
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.acts.filing.desk import editing, filling, working
from jiqun.recognition.acts.filing.desk.collected import confirmed, take_collected
from jiqun.recognition.acts.filing.desk.store import GONE, busy
from jiqun.recognition.models import RosterDraft
from jiqun.recognition.queries.filing import desk
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.desk_page import ONLY, desk_page, following, page_of
from jiqun.recognition.views.filing import TABLE, found

NOTHING_CHOSEN = Text("请先选择要打开的工作簿。", "Choose the workbook to open first.")
NOT_READ = Text("提交的内容无法识别，没有写入。请刷新页面。", "What was sent is not understood; reload the page.")


def own(request: HttpRequest, pk: UUID) -> Case:
    """The case of the office's own application, or the one 404: what lies on its desk concerns nobody else."""
    case, user = found(request, pk), signed_in(request)
    if user.authority_id != case.authority_id or user.role not in OFFICE:
        raise Http404
    return case


def draft_of(pk: UUID) -> RosterDraft | None:
    """The draft of an application, with who worked on it last."""
    return RosterDraft.objects.select_related("by__person").filter(pk=pk).first()


def address(pk: UUID, **query: object) -> str:
    """The desk, at a sheet and page."""
    given = {name: value for name, value in query.items() if value not in ("", None, 1)}
    return reverse("recognition:roster-desk", args=[pk]) + (f"?{urlencode(given)}" if given else "")


@login_required
@require_safe
def grid(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The desk: one page of a sheet as a grid, or how to begin."""
    case, user = own(request, pk), signed_in(request)
    draft = draft_of(pk)
    only = request.GET.get("only", "")
    words = request.GET.get("q", "").strip()[:60]
    context: dict[str, Any] = {
        "case": case,
        "application": application_of(case),
        "draft": draft,
        "mine": user.pk,
        "known": filling.roster_known(application_of(case)),
        "collected": (given := confirmed(application_of(case))) and given[1],
        "refusal": drafts.editable(case, user),
        "only": only if only in ONLY else "",
        "words": words,
    }
    if draft is not None:
        context |= {
            "busy": busy(draft),
            "stage": working.STAGES.get(draft.stage),
            "grid": desk_page(
                draft, request.GET.get("sheet", ""), request.GET.get("page"), only=context["only"], words=words
            ),
        }
    return render(request, "recognition/desk_grid.html", context)


@login_required
@require_safe
def jump(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the next error, or with `any` to the next error or remark, behind the place the address names."""
    own(request, pk)
    draft = draft_of(pk)
    if draft is None:
        raise Http404
    line, column = (_whole(request.GET.get(name), -1) for name in ("line", "column"))
    if "here" in request.GET:
        column -= 1  # the place itself is the first behind the one before it
    there = following(draft, request.GET.get("sheet", ""), line, column, severe="any" not in request.GET)
    if there is None:
        messages.success(request, str(Text("没有错误了，可以采用。", "No errors are left; it can be adopted.")))
        return redirect(address(pk))
    cell = f"#c-{there.line or 0}-{there.column or 0}"
    return redirect(address(pk, sheet=there.sheet, page=page_of(there.line)) + cell)


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) <= 9 else otherwise


@login_required
@require_POST
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opens a workbook on the desk, also one with errors; a large one goes on while the page shows how far it is."""
    found(request, pk)
    user, now = signed_in(request), office_time(request)
    file = request.FILES.get("workbook")
    kept = request.POST.get("workbook-kept")
    try:
        if file is not None:
            working.open_workbook(pk, file.file, file.name or "", by=user, now=now)
        elif kept:
            told = EvidenceField().clean(kept)
            working.open_stored(pk, told["sha256"], told["name"], by=user, now=now)
        else:
            raise Refusal(NOTHING_CHOSEN)
    except NotHere:
        raise Http404 from None
    except (Refusal, ValidationError) as said:
        messages.error(request, str(said) if isinstance(said, Refusal) else " ".join(said.messages))
    return redirect(address(pk))


@login_required
@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begins with the roster in use, with what firms confirmed, or with an empty grid that knows the cluster."""
    found(request, pk)
    steps = {"roster": filling.take_roster, "collected": take_collected}
    step = steps.get(request.POST.get("with", ""), filling.begin)
    try:
        step(pk, by=signed_in(request), now=office_time(request))
        working.check_now(pk, by=signed_in(request), now=office_time(request))
    except NotHere:
        raise Http404 from None
    except Refusal as said:
        messages.error(request, str(said))
    return redirect(address(pk))


@require_POST
@for_the_page
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Writes the cells that were typed; those a colleague changed meanwhile come back with what stands there."""
    changes = [
        editing.Change(str(key), int(column), str(was), str(now))
        for key, column, was, now in _sent(request.POST.get("changes", ""))
    ]
    done = editing.write_cells(
        pk, request.POST.get("sheet", ""), changes, by=signed_in(request), now=office_time(request)
    )
    clashes = [[each.change.key, each.change.column, each.theirs, each.by] for each in done.clashes]
    gone = [[each.key, each.column] for each in done.gone]
    return JsonResponse({"version": done.version, "clashes": clashes, "gone": gone, "said": str(GONE) if gone else ""})


def _sent(text: str) -> list[list[Any]]:
    try:
        rows = json.loads(text)
        if all(len(row) == 4 and type(row[1]) is int for row in rows):
            return list(rows)
    except (ValueError, TypeError, LookupError, RecursionError):
        pass
    raise Refusal(NOT_READ)


@require_POST
@for_the_page
def step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Adding and deleting lines, pasting a block, taking back the last step."""
    given, by, now = request.POST, signed_in(request), office_time(request)
    sheet, key = given.get("sheet", ""), given.get("key", "")
    if given.get("do") == "undo":
        done = editing.undo(pk, by=by, now=now)
    elif given.get("do") == "delete":
        done = editing.delete_lines(
            pk, sheet, [each for each in given.get("keys", "").split(",") if each], by=by, now=now
        )
    elif given.get("do") == "add":
        done = editing.add_blank(pk, sheet, by=by, now=now, after=key, count=_whole(given.get("count"), 1))
    elif given.get("do") == "paste":
        column = _whole(given.get("column"), 0)
        done = editing.paste(pk, sheet, given.get("text", ""), by=by, now=now, key=key, column=column)
    else:
        raise Refusal(NOT_READ)
    working.check_now(pk, by=by, now=now)
    for note in done.notes:
        messages.info(request, str(note))
    return JsonResponse({"version": done.version, "keys": done.keys})


@require_POST
@for_the_page
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Checks what is on the desk and says what stands at the lines of the page, and how much there is in all."""
    case = found(request, pk)
    by, now = signed_in(request), office_time(request)
    if (refusal := drafts.editable(case, by)) is not None:
        raise Refusal(refusal)
    done = working.check_now(pk, by=by, now=now)
    draft = draft_of(pk)
    if draft is None or not done:
        return JsonResponse({"done": False})
    shown = {_whole(each, 0) for each in request.POST.get("lines", "").split(",")}
    sheet = request.POST.get("sheet", "")
    said = desk.problems(draft)
    cells = [
        [each.line, each.column, each.severe, str(each.short)]
        for each in said
        if each.sheet == sheet and each.line in shown and each.column is not None
    ]
    page = desk_page(draft, sheet)
    context = {"draft": draft, "grid": page, "case": case}
    return JsonResponse(
        {
            "done": True,
            "version": draft.version,
            "cells": cells,
            "summary": render_to_string("recognition/desk_summary.html", context, request),
            "list": render_to_string("recognition/desk_problems.html", context, request),
            "tabs": render_to_string("recognition/desk_tabs.html", context, request),
            "onward": render_to_string("recognition/desk_next.html", context, request),
        }
    )


@login_required
@require_safe
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far long work is, as the progress box that asks again by itself until it is done."""
    case = own(request, pk)
    draft = draft_of(pk)
    if draft is None:
        raise Http404
    running = busy(draft)
    context = {"case": case, "draft": draft, "busy": running, "stage": working.STAGES.get(draft.stage)}
    response = render(request, "recognition/desk_progress.html", context)
    if not running:
        response["HX-Redirect"] = address(pk)
    return response


@login_required
def adopt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """采用为新一版: the remarks to be acknowledged, or every error that stands in the way."""
    case = found(request, pk)
    draft = draft_of(pk)
    context: dict[str, Any] = {"draft": draft, "desk_url": address(pk), "fresh": False}
    user = signed_in(request)
    if draft is not None and drafts.editable(case, user) is None:
        context["fresh"] = working.check_now(pk, by=user, now=office_time(request))
        draft.refresh_from_db()
        context["problems"] = desk.problems(draft)
    initial = {"desk_version": draft.version if draft is not None else 0}
    answer = casework.act(request, TABLE, pk, "adopt_roster", "recognition/desk_adopt.html", context, initial)
    if answer.status_code == 302:
        return redirect(reverse("recognition:application-roster", args=[pk]))
    return answer
