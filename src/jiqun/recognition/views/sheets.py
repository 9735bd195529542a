"""A score sheet beside its application; the evidence of each item opens beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.casework import views as casework
from jiqun.evidence import previews, store
from jiqun.recognition.queries import beside, item_evidence
from jiqun.recognition.queries.measured import still_computed
from jiqun.review import computed, rubrics, sheet_views
from jiqun.review.models import Sheet, SheetChange
from jiqun.review.rubrics import Item
from jiqun.review.sheets import REASON, SCORE

CHAPTER = sheet_views.Chapter(
    beside.context, "recognition/_panel_case.html", "recognition:sheet-item", "recognition:sheet-computed"
)
LATEST = 12
"""So many earlier versions of an item's fields are shown."""


@login_required
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A score sheet beside its application."""
    return sheet_views.sheet_page(request, pk, CHAPTER)


def being_scored(request: HttpRequest, pk: UUID) -> Sheet:
    """One's own sheet while it is scored; 404 for any other, as for an absent one."""
    found: Sheet = casework.subject_or_404(request, "sheet", pk)
    if not sheet_views.scored_now(found):
        raise Http404
    return found


def template_of(request: HttpRequest, name: str) -> str:
    """The part alone where the sheet's page asks for it, the whole page otherwise."""
    return f"recognition/_{name}.html" if request.headers.get("HX-Request") else f"recognition/{name}.html"


@login_required
@require_safe
def item(request: HttpRequest, pk: UUID, item: str) -> HttpResponse:
    """The evidence of one item: what was computed, findings, answers, ledgers, files, and what one typed before."""
    found = being_scored(request, pk)
    wanted = item_or_404(found, item)
    names = (SCORE + wanted.id, REASON + wanted.id)
    changes = SheetChange.objects.filter(sheet=found, field__in=names).order_by("-at", "-pk")[:LATEST]
    context: dict[str, Any] = {
        "sheet": found,
        "item": wanted,
        "most": rubrics.points(wanted.weight),
        "told": computed.pinned(found).get(wanted.id, computed.NOTHING).told,
        "evidence": item_evidence.of(found, wanted),
        "changes": [(change.at, change.field.startswith(SCORE), change.value) for change in changes],
    }
    return render(request, template_of(request, "sheet_item"), context)


def item_or_404(of: Sheet, id: str) -> Item:
    """An item of the sheet's rubric."""
    try:
        return rubrics.rubric_of(of.panel.rubric).item(id)
    except LookupError:
        raise Http404 from None


@login_required
@require_safe
def file(request: HttpRequest, pk: UUID, item: str, file: UUID) -> HttpResponse:
    """What is inside a file, beside the item it was opened from (`?page=` for one with pages)."""
    found = being_scored(request, pk)
    there = item_evidence.file_of(found, file)
    if there is None:
        raise Http404
    try:
        outline = previews.outline(there.file_id, there.name)
    except previews.NoPreview:
        outline = None
    except store.NotStored:
        raise Http404 from None
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    context = {
        "sheet": found,
        "item": item_or_404(found, item),
        "file": there,
        "outline": outline,
        "page": min(max(page, 1), max(outline.pages, 1)) if outline else 1,
    }
    return render(request, template_of(request, "sheet_file"), context)


@login_required
@require_safe
def computed_record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The pinned computed scores of the case with all they rest on, and whether they come out the same today."""
    found = being_scored(request, pk)
    row = computed.row_of(found)
    if row is None:
        raise Http404
    answer = JsonResponse(
        {**row.record, "sha256": row.sha256, "recomputed_alike": still_computed(found, row)},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    answer["Content-Disposition"] = f'attachment; filename="computed-{found.case.number}.json"'
    return answer
