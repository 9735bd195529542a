"""The firm's page behind its one-time link: without an account, on a phone, drafted field by field, then confirmed.

A link that is wrong, over, renewed or taken off gives one and the same page.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from random import Random
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jiqun.authorities.requests import office_time
from jiqun.bilingual import Text
from jiqun.casework.acting import whole
from jiqun.casework.doing import Doing
from jiqun.casework.perform import perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.collection.acts import drafts
from jiqun.collection.forms.firm import AllowForm, CorrectForm, ReturnForm
from jiqun.collection.models import Holder, Invitation
from jiqun.collection.views import firm_page
from jiqun.web.throttle import too_many

MOST_MISSES = 40
"""Links that lead nowhere, from one address within an hour; a right link always works."""


def reached(request: HttpRequest, holder: Holder) -> Invitation | None:
    """The invitation behind a link, if it leads anywhere now; one query."""
    found = (
        Invitation.objects.visible_to(holder)
        .select_related("collection__case__cluster", "collection__case__authority")
        .first()
    )
    return found if found is not None and found.readable_at(office_time(request)) else None


def nowhere(request: HttpRequest) -> HttpResponse:
    """One page for every link that leads nowhere, with what to do."""
    flood = too_many(request, "firm-links", MOST_MISSES)
    return private(render(request, "collection/nowhere.html", {"flood": flood}, status=429 if flood else 404))


def private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache and found by no search engine."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, token: str) -> HttpResponse:
    """Fills in, confirms, and afterwards shows what was given, who used it, and how to correct it."""
    holder = Holder(token)
    found = reached(request, holder)
    if found is None:
        return nowhere(request)
    if request.method == "POST":
        wanted = request.POST.get("do", "")
        if wanted in ("correct", "allow"):
            return after(request, token, holder, found, wanted)
        return before(request, token, holder, found, confirming=wanted == "confirm")
    if found.state in drafts.OPEN and found.open_at(office_time(request)):
        return form_page(request, found, drafts.current(found))
    return receipt(request, found)


def before(request: HttpRequest, token: str, holder: Holder, found: Invitation, *, confirming: bool) -> HttpResponse:
    """Saves the whole page, and confirms it if asked to and nothing stands against it."""
    saved = drafts.Saved()
    refusal: Text | None = None
    if found.state in drafts.OPEN:
        try:
            saved = keep(request, found)
        except Refusal as said:
            refusal = said.text
    if saved.clashes or saved.fresher or refusal or not confirming:
        notice = None if confirming or saved.clashes or saved.fresher or refusal else firm_page.SAVED
        return form_page(request, found, drafts.current(found), saved=saved, refusal=refusal, notice=notice)
    try:
        act(request, holder, found, "confirm")
    except Invalid:
        return form_page(request, found, drafts.current(found), judged=True)
    except Refusal as said:
        again = reached(request, holder)
        if again is None:
            return nowhere(request)
        if again.state == "confirmed":
            return receipt(request, again, refusal=said.text, mine=request.POST)
        return form_page(request, again, drafts.current(again), refusal=said.text)
    return redirect("collection:fill", token=token)


def after(request: HttpRequest, token: str, holder: Holder, found: Invitation, wanted: str) -> HttpResponse:
    """Opens confirmed figures for a correction, or says whether they may be used again."""
    try:
        act(request, holder, found, wanted)
    except Invalid:
        return receipt(request, found, entered=wanted)
    except Refusal as said:
        return receipt(request, found, refusal=said.text, entered=wanted)
    return redirect("collection:fill", token=token)


def act(request: HttpRequest, holder: Holder, found: Invitation, name: str) -> None:
    """One act of the firm, through the one door."""
    perform(
        "firm_return",
        found.pk,
        name,
        by=holder,
        version=whole(request.POST.get("version")),
        payload=request.POST,
        key=request.POST.get("key", ""),
        now=office_time(request),
    )


def keep(request: HttpRequest, found: Invitation) -> drafts.Saved:
    """Keeps what a page sent as drafts. Raises `Refusal`."""
    if not found.open_at(office_time(request)):
        raise drafts.closed()
    asked = drafts.names(found)
    texts = {name: request.POST[name] for name in asked if name in request.POST}
    seen = {name: whole(request.POST.get(f"seen-{name}")) for name in asked}
    device = request.POST.get("device", "").replace("\0", "")[:32]
    return drafts.save(found, texts, seen, device=device, now=office_time(request))


@require_POST
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """Autosave: what was kept, what another device changed, what cannot be read and what to look at again."""
    found = reached(request, Holder(token))
    if found is None:
        return nowhere(request)
    try:
        saved = keep(request, found)
    except Refusal as said:
        return private(JsonResponse({"refusal": str(said.text)}, status=409))
    now = drafts.current(found)
    return private(JsonResponse(firm_page.autosaved(found, saved, now, office_time(request))))


def form_page(
    request: HttpRequest,
    found: Invitation,
    now: Mapping[str, drafts.Now],
    *,
    saved: drafts.Saved | None = None,
    refusal: Text | None = None,
    notice: Text | None = None,
    judged: bool = False,
) -> HttpResponse:
    """The page that is filled in; `judged` shows every fault of what was sent."""
    form = firm_form(request, found, now, saved or drafts.Saved(), judged=judged)
    clash = bool(saved and (saved.clashes or saved.fresher))
    rows = firm_page.rows(found, form, now, saved or drafts.Saved())
    context = {
        **firm_page.around(found),
        "looked_at": any(box.remark or box.gap for row in rows for box in row.boxes),
        "view_token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
        "form": form,
        "rows": rows,
        "industry_seen": now["industry"].number,
        "remark_seen": now["remark"].number,
        "refusal": refusal,
        "notice": notice,
        "clash": clash,
        "version": found.version,
        "key": uuid.uuid4().hex,
    }
    status = 409 if refusal or clash else 422 if judged else 200
    return private(render(request, "collection/fill.html", context, status=status))


def firm_form(
    request: HttpRequest, found: Invitation, now: Mapping[str, drafts.Now], saved: drafts.Saved, *, judged: bool
) -> ReturnForm:
    """The form with the drafts in it; what clashes, and who confirms, stays as it was sent."""
    table = procedure("firm_return")
    doing = Doing(table, table.by_act["confirm"], found, Holder(""), {}, office_time(request), Random(0))
    if judged:
        return ReturnForm(request.POST, doing=doing)
    initial: dict[str, Any] = {name: each.text for name, each in now.items()}
    if request.method == "POST":
        initial |= {name: request.POST.get(name, "") for name in saved.clashes}
        initial |= {name: request.POST.get(name, "") for name in ("signer", "position", "phone")}
        initial |= {name: name in request.POST for name in ("reuse", "checked", "affirmed")}
    return ReturnForm(initial=initial, doing=doing)


def receipt(
    request: HttpRequest,
    found: Invitation,
    *,
    refusal: Text | None = None,
    mine: Mapping[str, str] | None = None,
    entered: str = "",
) -> HttpResponse:
    """What was given, by number, time and digest; who used it; correction and further use."""
    correct: Any = CorrectForm(request.POST) if entered == "correct" else CorrectForm()
    context = {
        **firm_page.around(found),
        **firm_page.given(found, mine),
        "correct": correct,
        "allow": AllowForm(initial={"reuse": found.reuse}, auto_id="allow_%s"),
        "may_correct": found.state == "confirmed" and found.open_at(office_time(request)),
        "refusal": refusal,
        "version": found.version,
        "key": uuid.uuid4().hex,
    }
    status = 409 if refusal else 422 if entered else 200
    return private(render(request, "collection/receipt.html", context, status=status))
