"""A firm's sheet, made for a phone: it saves while people type, and takes photos."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.perform import SYSTEM_CHANCE
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.evidence.checks import Unfit
from jiqun.forms import autosaving, presence
from jiqun.forms.answers import Given, answers
from jiqun.forms.definitions import Form
from jiqun.forms.for_the_page import for_the_page
from jiqun.forms.saving import Saved
from jiqun.forms.sections import SHOWN
from jiqun.visits import drafts
from jiqun.visits.kinds import Point, kind
from jiqun.visits.models import Photo
from jiqun.visits.papers.record import how
from jiqun.visits.queries import sheets
from jiqun.visits.sheet import Sheet, key, said
from jiqun.visits.views.frame import found

SAVED = Text("“{name}”的现场记录已保存。", "What was found at {name} is saved.")


@login_required
@ensure_csrf_cookie
def firm(request: HttpRequest, pk: UUID, uscc: str) -> HttpResponse:
    """The sheet of one firm. What another officer wrote meanwhile is shown beside one's own, never overwritten."""
    case, user = found(request, pk), signed_in(request)
    visit = case.visit
    sheet = sheet_or_404(case, uscc)
    saved, refusal = None, drafts.editable(case, user)
    if request.method == "POST":
        try:
            saved = drafts.save(case.pk, uscc, request.POST, by=user, now=office_time(request))
        except NotHere:
            raise Http404 from None
        except Refusal as said_no:
            refusal = said_no.text
        else:
            if saved.whole:
                messages.success(request, str(SAVED.format(name=sheet.firm.name)))
                return redirect(reverse("visits:visit", args=[case.pk]))
    standing = saved.standing if saved else answers(case)
    year = visit.roster.base_year
    if request.method == "POST":
        form = saved.form if saved else sheet.form(sheet.section, year, request.POST)
    else:
        form = sheet.form(sheet.section, year, initial={name: each.value for name, each in standing.items()})
    firms = sheets.firms_of(visit)
    context: dict[str, Any] = {
        "case": case,
        "row": visit,
        "kind": kind(visit.kind),
        "firm": sheet.firm,
        "how": how(sheet.firm),
        "points": [Point.from_plain(each) for each in sheet.firm.points],
        "form": form,
        "questions": list(questions(sheet, form, standing)),
        "years": list(years(sheet, form, standing, visit.threshold)),
        "more": [answer(form, key(uscc, name), standing) for name in ("met", "remark", "absent")],
        "versions": [(f"{SHOWN}-{name}", standing[name].version if name in standing else 0) for name in form.fields],
        "clashes": saved.clashes if saved else (),
        "refusal": refusal,
        "photos": photos(sheet),
        "next": following(firms, sheet),
        "words": autosaving.words(),
        "threshold": visit.threshold // 10,
    }
    status = 200 if request.method == "GET" else 409 if refusal or (saved and saved.clashes) else 422
    return render(request, "visits/firm.html", context, status=status)


def sheet_or_404(case: Any, uscc: str) -> Sheet:
    """The firm's sheet; a firm that was not drawn is not there."""
    try:
        return drafts.sheet_of(case.visit, uscc)
    except Refusal:
        raise Http404 from None


def answer(form: Any, name: str, standing: dict[str, Given]) -> dict[str, Any]:
    """A field with what is known of its saving."""
    return {"field": form[name], "given": standing.get(name)}


def questions(sheet: Sheet, form: Any, standing: dict[str, Given]) -> Iterator[dict[str, Any]]:
    """Each question with its note."""
    for item in sheet.checklist.items:
        name = key(sheet.firm.uscc, item.id)
        yield {"item": item, "choice": answer(form, name, standing), "note": answer(form, f"{name}.note", standing)}


def years(
    sheet: Sheet, form: Any, standing: dict[str, Given], threshold: int
) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The figures of each year, the latest first, each with what is stated and how far the one seen lies from it."""
    values = {name: each.value for name, each in standing.items()}
    found = {(each.stated.measure, each.stated.year): each for each in sheet.deviations(values)}
    for year in sorted({each.year for each in sheet.stated}, reverse=True):
        lines = []
        for each in sheet.stated:
            if each.year == year:
                name = key(sheet.firm.uscc, each.measure, each.year)
                deviation = found.get((each.measure, each.year))
                lines.append(
                    {
                        "stated": each,
                        "digits": len(str(each.kind.scale)) - 1,
                        "seen": answer(form, f"{name}.seen", standing),
                        "document": answer(form, f"{name}.doc", standing),
                        "deviation": deviation,
                        "marked": deviation is not None and deviation.marked(threshold),
                    }
                )
        yield year, lines


def photos(sheet: Sheet) -> list[Photo]:
    """The photos at a firm, in the order they were added; one query."""
    rows = Photo.objects.filter(firm=sheet.firm, attachment__removed_at__isnull=True)
    return list(rows.select_related("attachment").order_by("attachment__at", "pk"))


def following(firms: list[Any], sheet: Sheet) -> Any:
    """The next firm to visit."""
    return next((each for each in sheets.to_visit(firms) if each.position > sheet.firm.position), None)


@require_POST
@for_the_page
def save(request: HttpRequest, pk: UUID, uscc: str) -> HttpResponse:
    """Saves the fields that were sent and says what became of each; also what others changed meanwhile."""
    saved = drafts.save(pk, uscc, request.POST, by=signed_in(request), now=office_time(request))
    return JsonResponse(autosaving.answer(saved, request.POST, said, timezone.now()))


@require_POST
@for_the_page
def watch(request: HttpRequest, pk: UUID, uscc: str) -> HttpResponse:
    """Notes who has the sheet open, says who else is at work on the visit, and brings what they changed here."""
    user, now = signed_in(request), timezone.now()
    case = drafts.found(pk, user)
    if (refusal := drafts.editable(case, user)) is not None:
        raise Refusal(refusal)
    sheet = drafts.sheet_of(case.visit, uscc)
    form = sheet.form(sheet.section, case.visit.roster.base_year, {})
    changed = request.POST.get("changed", "")
    presence.come(case, user, sheet.firm.position, changed if changed in form.fields else "", now)
    here = Form(kind(case.visit.kind).name, (sheet.section,))
    others = presence.at_work(case, user, now)
    return JsonResponse(
        {
            **autosaving.answer(Saved(form, standing=answers(case)), request.POST, said, now),
            "present": [
                str(presence.sentence(each, here, sheet.firm.position))
                for each in others
                if each.section == sheet.firm.position
            ],
        }
    )


@require_POST
@login_required
def add_photos(request: HttpRequest, pk: UUID, uscc: str) -> HttpResponse:
    """Keeps the photos that were sent; those that cannot be kept are named with the reason, the others stay."""
    user = signed_in(request)
    chosen: list[Any] = [*request.FILES.getlist("photos")] or [None]
    kept = 0
    for file in chosen:
        try:
            drafts.add_photo(pk, uscc, file, by=user, now=office_time(request), chance=SYSTEM_CHANCE)
        except NotHere:
            raise Http404 from None
        except Unfit as unfit:
            messages.error(request, str(unfit.text))
        except Refusal as said_no:
            messages.error(request, str(said_no))
        else:
            kept += 1
    if kept:
        messages.success(request, str(Text("已保存 {n} 张照片。", "{n} photos saved.").format(n=kept)))
    return redirect(reverse("visits:firm", args=[pk, uscc]) + "#photos")


@require_POST
@login_required
def remove_photo(request: HttpRequest, pk: UUID, photo: UUID) -> HttpResponse:
    """Takes a photo away; it stays on record."""
    try:
        uscc = drafts.remove_photo(pk, photo, by=signed_in(request), now=office_time(request))
    except NotHere:
        raise Http404 from None
    except Refusal as said_no:
        messages.error(request, str(said_no))
        return redirect(reverse("visits:visit", args=[pk]))
    messages.success(request, str(Text("照片已移除。", "The photo was taken away.")))
    return redirect(reverse("visits:firm", args=[pk, uscc]) + "#photos")
