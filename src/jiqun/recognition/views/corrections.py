"""Corrections: noting them while reading, following each up, and what changed between two hand-ins (Article 14(二))."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.recognition.acts import correction as acts
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.queries.corrections import items, shown
from jiqun.recognition.queries.corrections.items import Point
from jiqun.recognition.queries.corrections.versions import Version, versions
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.places import names_of, place_title, places
from jiqun.recognition.views import filing

NOTED = Text("已记录补正意见，尚未告知县级。", "Noted; the county is not told yet.")
REPLIED = Text("已记录答复。", "The answer is kept.")


@login_required
def corrections(request: HttpRequest, pk: UUID) -> HttpResponse:
    """补正: the prefecture's notes, every notice with its points, and the county's answers; not for experts."""
    case, user, now = filing.found(request, pk), signed_in(request), office_time(request)
    if user.role == Role.EXPERT:
        raise Http404
    refusal: Text | None = None
    if request.method == "POST":
        try:
            told = change(request, case)
        except NotHere:
            raise Http404 from None
        except Refusal as said:
            refusal = said.text
        else:
            messages.success(request, str(told))
            return redirect(reverse("recognition:corrections", args=[pk]))
    application, names = application_of(case), names_of(case)
    may_note = acts.may_note(case, user) and case.state in acts.NOTING and not case.pending
    may_reply = case.state == "correcting" and drafts.editable(case, user) is None
    since = items.since_handed_in(case, now) if case.state == "correcting" else {}
    asked = items.points(case, items.told(application), since)
    noted = items.notes(application) if may_note else []
    place = request.POST.get("place") or request.GET.get("place", "")
    held = next((item.text for item in noted if item.place == place), "")
    context = filing.case_page(
        request,
        case,
        "corrections",
        refusal=refusal,
        notes=[(item, place_title(application, item.place, names)) for item in noted],
        notices=by_notice(asked),
        latest=application.notices,
        places=places(case) if may_note else [],
        place=place,
        text=request.POST.get("text", held),
        shown=held,
        may_note=may_note,
        may_reply=may_reply,
        following=case.state == "correcting",
    )
    return render(request, "recognition/corrections.html", context, status=409 if refusal else 200)


def change(request: HttpRequest, case: Case) -> Text:
    """Notes a point or answers one, and says which. Raises `NotHere` or `Refusal`."""
    user, now, sent = signed_in(request), office_time(request), request.POST
    if (item := sent.get("item", "")) and item.isascii() and item.isdecimal() and len(item) <= 18:
        acts.reply(case.pk, int(item), sent.get("reply", ""), by=user, now=now, shown=sent.get("shown"))
        return REPLIED
    acts.note(case.pk, sent.get("place", ""), sent.get("text", ""), by=user, now=now, shown=sent.get("shown"))
    return NOTED


def by_notice(points: list[Point]) -> list[tuple[int, list[Point], int]]:
    """The points of each notice, the latest first, and how many of them are settled."""
    numbers = dict.fromkeys(point.item.notice for point in points)
    grouped = [(number, [point for point in points if point.item.notice == number]) for number in numbers]
    return [(number, group, sum(point.settled for point in group)) for number, group in grouped]


@login_required
@require_safe
def application_changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """与上次提交相比: two hand-ins held against each other, by default the last two; not for experts."""
    case = filing.found(request, pk)
    handed_in = versions(case)
    if signed_in(request).role == Role.EXPERT or len(handed_in) < 2:
        raise Http404
    before = chosen(request.GET.get("from", ""), handed_in, handed_in[-2])
    after = chosen(request.GET.get("to", ""), handed_in, handed_in[-1])
    compared = shown.compare(case, before.content, after.content)
    context = filing.case_page(
        request, case, "changes", versions=handed_in, before=before, after=after, compared=compared
    )
    return render(request, "recognition/changes.html", context)


def chosen(said: str, handed_in: list[Version], otherwise: Version) -> Version:
    """The version that was asked for by its number."""
    return next((each for each in handed_in if str(each.number) == said), otherwise)
