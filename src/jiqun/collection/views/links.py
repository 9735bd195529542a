"""Making links: asked firms get theirs on this one answer, as a sheet to print, to copy and as a workbook to send."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from jiqun.authorities.hours import deadline_phrase
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import acting, steps
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.collection.acts.county import FreshLink
from jiqun.collection.models import Invitation, digest_of
from jiqun.collection.procedure import OFFICER
from jiqun.collection.views.county import collection_or_404
from jiqun.web.exports import cell, download

MOST = 5_000


@dataclass(frozen=True, slots=True)
class Slip:
    """One firm's slip of the sheet: its link, as text and as a picture."""

    name: str
    uscc: str
    url: str
    picture: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Adding firms; the answer shows their links."""
    return making(request, pk, "invite", "collection/invite.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """New links for firms; the answer shows them."""
    return making(request, pk, "reissue", "collection/reissue.html")


def making(request: HttpRequest, pk: UUID, name: str, template: str) -> HttpResponse:
    """An act that makes links. They are on the answer to this one request, which is never kept."""
    case, user, table = collection_or_404(request, pk), signed_in(request), procedure("collection")
    spec, now = table.by_act[name], office_time(request)
    doing = Doing(table, spec, case, user, {}, now, Random(0))
    refusal: Refusal | None = None
    status, form, key = 200, None, request.POST.get("key") or uuid.uuid4().hex
    if not spec.who.fits(user):
        return acting.refused(request, table, case, _not_theirs(doing))
    if request.method == "POST":
        try:
            done = perform(
                "collection",
                case.pk,
                name,
                by=user,
                version=acting.whole(request.POST.get("version")),
                payload=request.POST,
                key=key,
                now=now,
            )
        except NotHere:
            raise Http404 from None
        except Invalid:
            status = 422
        except Refusal as said:
            refusal, status = said, 409
        else:
            return sheet(request, case, getattr(done.subject, "fresh_links", None))
        form = spec.form(request.POST, doing=doing)
    else:
        refusal = acting.off(doing, None)
        chosen = request.GET.getlist("firms")
        form = spec.form(doing=doing, initial={"firms": chosen} if chosen else {})
    context = {
        "subject": case,
        "act": spec,
        "form": form,
        "refusal": refusal,
        "version": Case.objects.values_list("version", flat=True).get(pk=case.pk),
        "key": key,
        "back": reverse("collection:board", args=[case.pk]),
    }
    return render(request, template, context, status=status)


def _not_theirs(doing: Doing) -> Refusal:
    try:
        steps.entitled(doing)
    except Refusal as said:
        return said
    raise Http404


def sheet(request: HttpRequest, case: Case, links: Iterable[FreshLink] | None) -> HttpResponse:
    """The links just made; `None` when the same request came again, for then they are gone."""
    made = list(links or ())
    context = {
        "case": case,
        "slips": [slip(request, link) for link in made],
        "tokens": " ".join(link.token for link in made),
        "gone": links is None,
        "until": deadline_phrase(case.due_at) if case.due_at else "",
        "asked": case.collection,
    }
    response = render(request, "collection/links.html", context)
    response["Cache-Control"] = "no-store"
    return response


def slip(request: HttpRequest, link: FreshLink) -> Slip:
    """A firm's slip."""
    url = address(request, link.token)
    return Slip(link.name, link.uscc, url, segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=2))


def address(request: HttpRequest, token: str) -> str:
    """The whole address behind a token."""
    return request.build_absolute_uri(reverse("collection:fill", args=[token]))


@login_required
@require_POST
def links_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The links of the sheet as a workbook to send from; the page that shows them hands their tokens back."""
    case, user = collection_or_404(request, pk), signed_in(request)
    if not OFFICER.fits(user) or case.due_at is None:
        raise Http404
    tokens = {digest_of(token): token for token in request.POST.get("tokens", "").split()[:MOST]}
    rows = (
        Invitation.objects.filter(collection=case.pk, token_sha256__in=list(tokens))
        .order_by("name")
        .values_list("name", "uscc", "phone", "token_sha256")
    )
    until = deadline_phrase(case.due_at).zh
    lines: list[tuple[Any, ...]] = []
    for name, uscc, phone, sha256 in rows:
        url = address(request, tokens[sha256])
        said = f"{name}：请于{until}打开 {url} 填写并确认“{case.title}”。联系人：{case.collection.contact}"
        lines.append((name, uscc, phone, url, said))
    return download(workbook(lines), f"{case.number}-links.xlsx")


def workbook(lines: Iterable[tuple[Any, ...]]) -> bytes:
    """A workbook of links; every cell is text."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("链接")
        bold = book.add_format({"bold": True})
        for at, header in enumerate(("企业名称", "统一社会信用代码", "联系电话", "专用链接", "短信文字")):
            page.write_string(0, at, header, bold)
        for row, values in enumerate(lines, 1):
            for at, value in enumerate(values):
                page.write_string(row, at, cell(value))
        page.set_column(0, 1, 28)
        page.set_column(3, 4, 60)
        page.freeze_panes(1, 0)
    return stream.getvalue()
