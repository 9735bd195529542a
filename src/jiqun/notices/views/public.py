"""The public's pages of objections: the form, the confirmation that only its address leads to."""

from __future__ import annotations

import uuid
from dataclasses import replace
from random import Random
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import PUBLIC, procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.documents.official.pdf import pdf
from jiqun.notices import queries
from jiqun.notices.forms.objection import ObjectionForm
from jiqun.notices.models import Notice, Objection
from jiqun.notices.papers.objections import compose_confirmation
from jiqun.web.throttle import too_many

MOST = 10
"""Objections that one address may hand in within an hour: enough for anybody, too few for a flood."""
SLOW_DOWN = Text(
    "这个网络地址一小时内提交的异议过多，请稍后再试，或按公示所列联系方式书面反映。",
    "Too many objections from this address within the hour; try later, or write to the contact in the notice.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, notice: UUID) -> HttpResponse:
    """The form on which anybody objects to a notice, without an account."""
    found = get_object_or_404(Notice.objects.public(), pk=notice)
    table = procedure("objection")
    now = request.now  # type: ignore[attr-defined]
    assert table.opening is not None
    doing = Doing(table, table.opening, None, PUBLIC, {}, now, Random(0))
    refusal: Text | None = None
    key = request.POST.get("key") or uuid.uuid4().hex
    if request.method == "POST":
        entered = request.POST.copy()
        entered["notice"] = str(found.pk)
        try:
            if too_many(request, "objections", MOST):
                raise Refusal(SLOW_DOWN)
            done = open_matter("objection", by=PUBLIC, payload=entered, files=request.FILES, key=key, now=now)
        except NotHere:  # the same request once more: nobody without an account may load what it made
            return redirect(confirmation_url(found, queries.received_under(key)))
        except Invalid:
            form = ObjectionForm(entered, request.FILES, doing=doing)
        except Refusal as said:
            refusal, form = said.text, ObjectionForm(entered, doing=doing)  # without files: nothing is kept
        else:
            return redirect(confirmation_url(found, done.subject.pk))
    else:
        form = ObjectionForm(initial={"notice": str(found.pk)}, doing=doing)
    context = {"notice": found, "form": form, "refusal": refusal, "key": key, "late": found.over(now.date())}
    status = 429 if refusal is SLOW_DOWN else 409 if refusal else 422 if request.method == "POST" else 200
    response = render(request, "notices/object.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def confirmation_url(notice: Notice, objection: UUID | None) -> str:
    """Where an objector reads what became of it. Raises `Http404` for none."""
    if objection is None:
        raise Http404
    return reverse("notices:confirmation", args=[notice.pk, objection])


@require_safe
def confirmation(request: HttpRequest, notice: UUID, pk: UUID) -> HttpResponse:
    """Number, due date and, in time, the answer: for whoever holds this address, which cannot be guessed.

    The objector's own details are not on it.
    """
    found = get_object_or_404(Objection.objects.select_related("notice"), notice=notice, pk=pk)
    context = {"objection": found, "state": procedure("objection").by_state[found.state]}
    response = render(request, "notices/confirmation.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def confirmation_pdf(request: HttpRequest, notice: UUID, pk: UUID) -> HttpResponse:
    """The confirmation as a paper to keep; the objector's own details are not on it."""
    found = get_object_or_404(Objection.objects.select_related("notice__round__authority"), notice=notice, pk=pk)
    context = {
        "number": found.number,
        "notice": found.notice.title,
        "received": day_of(found.received_at).isoformat(),
        "lead": found.lead and found.state != "received",
        "due": day_of(found.due_at).isoformat() if found.due_at else "",
        "contact": found.notice.contact,
        "invented": found.notice.invented,
    }
    official = replace(compose_confirmation(found.notice.round, context), dated=day_of(found.received_at))
    data = pdf(official, now=found.received_at)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
