"""The workbench, and the one page on which any act is done."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from random import Random
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import offers, signing, steps, todo
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import SIGN_ACTS, Act, PayloadForm, Procedure, Who, procedure, procedures
from jiqun.casework.refusals import Invalid, NotHere, Refusal


@login_required
def workbench(request: HttpRequest) -> HttpResponse:
    """What I must do, by date; what waits for my signature; what others hold."""
    user, now = signed_in(request), office_time(request)
    tasks, to_sign = todo.tasks(user, now), todo.to_sign(user)
    return render(
        request,
        "casework/workbench.html",
        {
            "tasks": tasks,
            "to_sign": [(proposal, signing_title(proposal), subject_url(proposal)) for proposal in to_sign],
            "count": len(tasks) + len(to_sign),
            "waiting": todo.waiting(user, now),
            "openings": [
                (table.opening.title, opening_url(table.opening, table.name))
                for table in procedures()
                if table.opening is not None and table.opening.who.fits(user)
            ],
        },
    )


def opening_url(opening: Act, procedure_name: str) -> str:
    """Where a new matter is opened: the act's own page, or the general one."""
    return reverse(opening.page) if opening.page else reverse("casework:open", args=[procedure_name])


def signing_title(proposal: Any) -> Text:
    """What a proposal asks to sign."""
    return procedure(proposal.procedure_name).by_act[proposal.act].title


def subject_url(proposal: Any) -> str:
    """The page of the matter a proposal is about."""
    return reverse(procedure(proposal.procedure_name).url, args=[proposal.subject_id])


def subject_or_404(request: HttpRequest, name: str, pk: object) -> Any:
    """The subject the user may see; foreign and absent give the same 404."""
    try:
        return steps.load(procedure(name), pk, signed_in(request))
    except (NotHere, KeyError):
        raise Http404 from None


@login_required
def matter(request: HttpRequest, pk: str) -> HttpResponse:
    """The lasting address of a matter, whatever its procedure: leads to its page."""
    try:
        case = Case.objects.visible_to(signed_in(request)).filter(pk=pk).first()
    except ValidationError:
        case = None
    if case is None:
        raise Http404
    return redirect(reverse(case.procedure.url, args=[case.pk]))


def act_spec(table: Procedure, subject: Any, name: str) -> Act:
    """The act of a page: from the table, or a sign-off on what waits."""
    if name in SIGN_ACTS:
        waiting = signing.pending(subject)
        if waiting is None:
            raise Http404
        prepared = table.by_act[waiting.act]
        title = Text(f"{SIGN_ACTS[name].zh}：{prepared.title.zh}", f"{SIGN_ACTS[name].en}: {prepared.title.en}")
        link = prepared.chain[waiting.link]
        return Act(name, title, prepared.clause, Who(link.role), form=signing.FORMS[name], chain=(link,))
    if name not in table.by_act:
        raise Http404
    return table.by_act[name]


@login_required
def act(
    request: HttpRequest,
    procedure_name: str,
    pk: object,
    name: str,
    template: str = "casework/act.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Shows what an act asks for, and does it. What was entered is never lost to a refusal."""
    subject = subject_or_404(request, procedure_name, pk)
    table = procedure(procedure_name)
    spec = act_spec(table, subject, name)
    user, now = signed_in(request), office_time(request)
    doing = Doing(table, spec, subject, user, {}, now, Random(0))
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            done = perform(
                procedure_name,
                subject.pk,
                name,
                by=user,
                version=int(request.POST.get("version") or 0),
                payload=request.POST,
                files=request.FILES,
                key=request.POST.get("key", ""),
                now=now,
            )
        except NotHere:
            raise Http404 from None
        except Invalid:
            form = spec.form(request.POST, request.FILES, doing=doing)
        except Refusal as said:
            refusal = said
            form = spec.form(request.POST, request.FILES, doing=doing)
            subject = subject_or_404(request, procedure_name, pk)
        else:
            messages.success(request, str(answer(spec, done)))
            return redirect(reverse(table.url, args=[subject.pk]))
    else:
        form = spec.form(doing=doing)
        refusal = off(doing, name)
    waiting = signing.pending(subject) if name in SIGN_ACTS else None
    return render(
        request,
        template,
        {
            "subject": subject,
            "act": spec,
            "form": form,
            "refusal": refusal,
            "version": subject.version,
            "key": request.POST.get("key") if request.method == "POST" else uuid.uuid4().hex,
            "back": reverse(table.url, args=[subject.pk]),
            "prepared": prepared_rows(table, waiting, doing) if waiting else None,
            **(context or {}),
        },
        status=409 if refusal and request.method == "POST" else 422 if request.method == "POST" else 200,
    )


def off(doing: Doing, name: str) -> Refusal | None:
    """Why the act of this page cannot be done now, shown before anybody fills anything in."""
    if name in SIGN_ACTS:
        return None
    try:
        steps.may(doing)
    except Refusal as said:
        return said
    waiting = signing.pending(doing.subject) if doing.subject is not None else None
    return signing.blocked(waiting, doing.procedure.by_act[waiting.act]) if waiting else None


def prepared_rows(table: Procedure, waiting: Any, doing: Doing) -> list[tuple[str, Any]]:
    """What the officer entered, label by label, for the one who signs."""
    spec = table.by_act[waiting.act]
    form = spec.form(waiting.payload, doing=doing)
    return [(str(field.label), shown(field)) for field in form if shown(field) not in (None, "", [])]


def shown(field: Any) -> Any:
    """A bound field's value as a person reads it: the words of a choice, not its code."""
    value = field.value()
    choices = dict(getattr(field.field, "choices", ()) or ())
    if isinstance(value, (list, tuple)):
        return "、".join(str(choices.get(v, v)) for v in value)
    return str(choices.get(value, choices.get(str(value), value))) if choices else value


def answer(spec: Act, done: steps.Done) -> Text:
    """What the user is told after an act."""
    if done.repeated:
        return Text(
            f"“{spec.title.zh}”此前已经办理，无需重复。", f"“{spec.title.en}” was done before; nothing to repeat."
        )
    if done.proposed:
        return Text(
            f"“{spec.title.zh}”已提请审核岗签批。", f"“{spec.title.en}” now waits for the approver's signature."
        )
    return Text(
        f"“{spec.title.zh}”已办理，办理日志第 {done.record.seq} 号。",
        f"“{spec.title.en}” is done, journal entry {done.record.seq}.",
    )


@login_required
def opening(request: HttpRequest, procedure_name: str, template: str = "casework/act.html") -> HttpResponse:
    """Opens a new matter."""
    try:
        table = procedure(procedure_name)
    except KeyError:
        raise Http404 from None
    spec = table.opening
    user, now = signed_in(request), office_time(request)
    if spec is None or not spec.who.fits(user):
        raise Http404
    doing = Doing(table, spec, None, user, {}, now, Random(0))
    refusal: Refusal | None = None
    form: PayloadForm
    if request.method == "POST":
        try:
            done = open_matter(
                procedure_name,
                by=user,
                payload=request.POST,
                files=request.FILES,
                key=request.POST.get("key", ""),
                now=now,
            )
        except Invalid:
            form = spec.form(request.POST, request.FILES, doing=doing)
        except Refusal as said:
            refusal, form = said, spec.form(request.POST, request.FILES, doing=doing)
        else:
            messages.success(request, str(answer(spec, done)))
            return redirect(reverse(table.url, args=[done.subject.pk]))
    else:
        form = spec.form(request.GET or None, doing=doing) if request.GET else spec.form(doing=doing)
        refusal = off(doing, spec.name)
    return render(
        request,
        template,
        {
            "act": spec,
            "form": form,
            "refusal": refusal,
            "key": request.POST.get("key") or uuid.uuid4().hex,
            "back": reverse("casework:workbench"),
        },
        status=409 if refusal and request.method == "POST" else 422 if request.method == "POST" else 200,
    )


def case_context(request: HttpRequest, table: Procedure, subject: Any) -> dict[str, Any]:
    """What every page of a matter shows around its tab: bar, acts on offer, what waits."""
    waiting = signing.pending(subject)
    now = office_time(request)
    return {
        "case": subject,
        "state": table.by_state[subject.state],
        "steps": offers.bar(table, subject.state),
        "offers": offers.offers(table, subject, signed_in(request), now, waiting),
        "waiting": waiting,
        "due_at": getattr(subject, "due_at", None),
        "days": todo.days_left(getattr(subject, "due_at", None), now),
    }
