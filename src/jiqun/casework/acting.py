"""The one page on which any act is done, also the opening of a matter; chapters give it templates of their own.

What was entered is never lost to a refusal. Who is not entitled to an act reads why, and nothing of its form.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from random import Random
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import FileField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.choices import flatten_choices

from jiqun.authorities.again import confirmation
from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text, pick
from jiqun.casework import entitled, signing, steps
from jiqun.casework.doing import Doing
from jiqun.casework.models import Proposal, Step
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import SIGN_ACTS, Act, PayloadForm, Procedure, procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal

MAIN = "casework/act.html"


@login_required
def act(
    request: HttpRequest,
    procedure_name: str,
    pk: object,
    name: str,
    template: str = MAIN,
    context: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Shows what an act asks for, filled in beforehand with `initial`, and does it."""
    subject = subject_or_404(request, procedure_name, pk)
    table, user = procedure(procedure_name), signed_in(request)
    refusal: Refusal | None = None
    status = 200
    if sealed(table, subject, name) and (asked := confirmation(request)) is not None:
        return asked
    if request.method == "POST":
        try:
            done = perform(
                procedure_name,
                subject.pk,
                name,
                by=user,
                version=whole(request.POST.get("version")),
                payload=request.POST,
                files=request.FILES,
                key=request.POST.get("key", ""),
                now=office_time(request),
            )
        except NotHere:
            raise Http404 from None
        except Invalid:
            status = 422
        except Refusal as said:
            refusal, status = said, 409
            subject = subject_or_404(request, procedure_name, pk)
        else:
            messages.success(request, str(answer(title_of(table, name), done)))
            return redirect(reverse(table.url, args=[subject.pk]))
    waiting = signing.pending(subject) if name in SIGN_ACTS else None
    spec = spec_of(table, waiting, name)
    if spec is None:
        if refusal is None:
            raise Http404
        return refused(request, table, subject, refusal)
    doing = Doing(table, spec, subject, user, {}, office_time(request), Random(0))
    try:
        concerns(doing, waiting, user)
    except Refusal as said:
        return refused(request, table, subject, refusal or said)
    entered = (request.POST, request.FILES) if request.method == "POST" else ()
    form = spec.form(*entered, doing=doing, initial=dict(initial or {}))
    shown_context = {
        "subject": subject,
        "act": spec,
        "form": form,
        "warning": getattr(prepared_form(table, waiting, doing) if waiting else form, "warning", None),
        "refusal": refusal if entered else off(doing, waiting),
        "version": subject.version,
        "key": request.POST.get("key") or uuid.uuid4().hex,
        "back": reverse(table.url, args=[subject.pk]),
        "before": None if waiting else signing.first_of(doing),
        "signatures": signing.given(waiting) if waiting else [],
        "prepared": prepared_rows(table, waiting, doing) if waiting else None,
        **(context or {}),
    }
    return render(request, template, shown_context, status=status)


def sealed(table: Procedure, subject: Any, name: str) -> bool:
    """Whether the password is asked for again: for the act itself, and for signing it."""
    waiting = signing.pending(subject) if name in SIGN_ACTS else None
    spec = table.by_act.get(waiting.act if waiting else name)
    asks = spec is not None and spec.password_again
    return asks(subject) if callable(asks) else bool(asks)


@login_required
def opening(
    request: HttpRequest, procedure_name: str, template: str = MAIN, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Opens a new matter; what the address carries (`?round=…`) is filled in beforehand."""
    try:
        table = procedure(procedure_name)
    except KeyError:
        raise Http404 from None
    spec, user = table.opening, signed_in(request)
    if spec is None or not spec.who.fits(user):
        raise Http404
    doing = Doing(table, spec, None, user, {}, office_time(request), Random(0))
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        try:
            done = open_matter(
                procedure_name,
                by=user,
                payload=request.POST,
                files=request.FILES,
                key=request.POST.get("key", ""),
                now=office_time(request),
            )
        except Invalid:
            status = 422
        except Refusal as said:
            refusal, status = said, 409
        else:
            messages.success(request, str(answer(spec.title, done)))
            return redirect(reverse(table.url, args=[done.subject.pk]))
    entered = (request.POST, request.FILES) if request.method == "POST" else ()
    shown_context = {
        "act": spec,
        "form": spec.form(*entered, doing=doing, initial=request.GET.dict()),
        "refusal": refusal if entered else off(doing, None),
        "key": request.POST.get("key") or uuid.uuid4().hex,
        "back": reverse("casework:workbench"),
        **(context or {}),
    }
    return render(request, template, shown_context, status=status)


def subject_or_404(request: HttpRequest, name: str, pk: object) -> Any:
    """The subject the user may see; foreign and absent give the same 404."""
    try:
        return steps.load(procedure(name), pk, signed_in(request))
    except (NotHere, KeyError):
        raise Http404 from None


def whole(said: str | None) -> int:
    """The version a page carried; anything but a number is one that never was."""
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) <= 9 else 0


def title_of(table: Procedure, name: str) -> Text:
    """What an act just done is called."""
    return SIGN_ACTS[name] if name in SIGN_ACTS else table.by_act[name].title


def spec_of(table: Procedure, waiting: Proposal | None, name: str) -> Act | None:
    """The act of a page: from the table, or a sign-off on what waits; `None` when there is none."""
    if name not in SIGN_ACTS:
        return table.by_act.get(name)
    if waiting is None:
        return None
    if name in entitled.FORWARD.values() and name != entitled.FORWARD[Step(waiting.step)]:
        return None
    return signing.sign_act(table, waiting, name)


def concerns(doing: Doing, waiting: Proposal | None, user: Account) -> None:
    """Raises `Refusal` unless this is the user's act: nobody else reads its form, which may hold what others wrote."""
    if waiting is None:
        if not doing.act.who.fits(user):
            steps.entitled(doing)
        return
    entitled.check(waiting, doing.act.name, user, doing.act.clause, doing.now)


def off(doing: Doing, waiting: Proposal | None) -> Refusal | None:
    """Why the act of this page cannot be done now, shown before anybody fills anything in."""
    if waiting is not None:
        return None
    try:
        steps.may(doing)
    except Refusal as said:
        return said
    if doing.subject is None or doing.act.ends_waiting:
        return None
    proposal = signing.pending(doing.subject)
    return signing.blocked(proposal, doing.procedure.by_act[proposal.act]) if proposal else None


def refused(request: HttpRequest, table: Procedure, subject: Any, refusal: Refusal) -> HttpResponse:
    """The sentence alone."""
    context = {"subject": subject, "refusal": refusal, "back": reverse(table.url, args=[subject.pk])}
    return render(request, "casework/refused.html", context, status=403)


def prepared_form(table: Procedure, waiting: Proposal, doing: Doing) -> PayloadForm:
    """The form of the act that waits, as its officer filled it in."""
    return table.by_act[waiting.act].form(waiting.payload, doing=doing)


def prepared_rows(table: Procedure, waiting: Proposal, doing: Doing) -> list[tuple[str, Any]]:
    """What the officer entered, label by label, for the one who signs."""
    form = prepared_form(table, waiting, doing)
    rows = [(str(field.label), shown(field)) for field in form]
    return [(label, value) for label, value in rows if value not in (None, "", [])]


def shown(field: Any) -> Any:
    """A bound field's value as a person reads it: the words of a choice, not its code; a file by its name."""
    if isinstance(field.field, FileField):
        return field.data["name"] if isinstance(field.data, Mapping) else None
    value = field.value()
    if isinstance(value, bool):
        return pick("是", "Yes") if value else pick("否", "No")
    choices = dict(flatten_choices(getattr(field.field, "choices", ()) or ()))
    if isinstance(value, list | tuple):
        return "、".join(str(choices.get(v, v)) for v in value)
    return str(choices.get(value, choices.get(str(value), value))) if choices else value


def answer(title: Text, done: steps.Done) -> Text:
    """What the user is told after an act."""
    if done.repeated:
        return Text(f"“{title.zh}”此前已经办理，无需重复。", f"“{title.en}” was done before; nothing to repeat.")
    if done.proposed:
        proposal = signing.pending(done.subject)
        waits = proposal.waits_for if proposal else Text("签批", "its signature")
        return Text(f"“{title.zh}”已提请{waits.zh}。", f"“{title.en}” now waits for {waits.en}.")
    seq = done.record.seq
    return Text(f"“{title.zh}”已办理，办理日志第 {seq} 号。", f"“{title.en}” is done, journal entry {seq}.")
