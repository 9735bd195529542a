"""The county's pages: a cluster's collections, the board, one firm, reminders, the workbook."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from jiqun.authorities.hours import deadline_phrase
from jiqun.authorities.models import OFFICE, Account
from jiqun.authorities.requests import signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.collection.asked import COLUMNS
from jiqun.collection.models import Invitation, Use
from jiqun.collection.procedure import OFFICER
from jiqun.collection.queries import board as boards
from jiqun.collection.queries import figures
from jiqun.collection.queries.answers import adopted
from jiqun.facts.rows import ClusterSheet, Roster
from jiqun.facts.workbook import write_template
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.exports import download

ADOPT = procedure("collection").by_act["adopt"].title
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def collection_or_404(request: HttpRequest, pk: UUID) -> Case:
    """The collection's case, if the account may see it; one query."""
    found = (
        Case.objects.visible_to(signed_in(request))
        .filter(pk=pk, procedure_name="collection")
        .select_related("collection", "cluster", "authority")
        .first()
    )
    if found is None:
        raise Http404
    return found


def sees_persons(user: Account, case: Case) -> bool:
    """Whether names and phones are shown: to the office of the county that asks, and nobody above it."""
    return user.role in OFFICE and user.authority_id == case.authority_id


@login_required
@require_safe
def of_cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """企业填报: the collections of a cluster."""
    shown, user = cluster_or_404(request, pk), signed_in(request)
    may_start = OFFICER.fits(user) and shown.authority_id == user.authority_id
    more = {"lines": boards.of_cluster(shown, user), "may_start": may_start}
    return render(request, "collection/of_cluster.html", cluster_page(shown, "collection", **more))


def start(request: HttpRequest) -> HttpResponse:
    """Opening a collection."""
    return casework.opening(request, "collection", template="collection/start.html")


@login_required
@require_safe
def board(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has answered, who opened, who not yet."""
    case, user = collection_or_404(request, pk), signed_in(request)
    counts = boards.tally(case.collection)
    show = request.GET.get("show", "all")
    asked = case.collection
    context = {
        **casework.case_context(request, procedure("collection"), case),
        "asked": asked,
        "figures": [COLUMNS[name].header for name in asked.figures],
        "counts": counts,
        "facets": [(name, title, counts[name]) for name, (title, _) in boards.SHOWN.items() if counts[name]],
        "show": show if show in boards.SHOWN else "all",
        "page": boards.page(asked, counts, show, request.GET.get("page"), personal=sees_persons(user, case)),
        "personal": sees_persons(user, case),
        "history": history.history(case.pk, names=sees_persons(user, case)),
    }
    context["adopted_any"] = any(line.title == ADOPT for line in context["history"])
    return render(request, "collection/board.html", context)


@login_required
@require_safe
def firm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One firm: its figures by year, differences, who confirmed, corrections and uses."""
    user = signed_in(request)
    found = (
        Invitation.objects.visible_to(user)
        .select_related("collection__case__cluster", "collection__case__authority")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    asked, case = found.collection, found.collection.case
    personal = sees_persons(user, case)
    given = list(found.returns.order_by("-number"))
    last = given[0] if given else None
    rows = figures.table(last, found.prefill, asked.figures, asked.years) if last else []
    context = {
        **casework.case_context(request, procedure("firm_return"), found),
        "firm": found,
        "of": case,
        "asked": asked,
        "personal": personal,
        "may_issue": personal and OFFICER.fits(user),
        "given": last,
        "earlier": given[1:],
        "rows": rows,
        "blank_titles": [row.title for row in rows if row.blank],
        "reminders": list(found.reminders.select_related("by__person").order_by("-at")),
        "uses": list(Use.objects.filter(given__invitation=found).select_related("given").order_by("-at")),
        "history": history.history(found.pk, names=personal),
    }
    return render(request, "collection/firm.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reminding: the call list, the text to copy or mail, and the record of who was reminded."""
    case, user = collection_or_404(request, pk), signed_in(request)
    rows = Invitation.objects.filter(collection=case.pk, state__in=("waiting", "correcting")).order_by("name")
    context: dict[str, Any] = {
        "case": case,
        "lines": boards.lines(list(rows), personal=sees_persons(user, case)) if OFFICER.fits(user) else [],
        "message": message(case),
    }
    return casework.act(request, "collection", pk, "remind", template="collection/remind.html", context=context)


def message(case: Case) -> str:
    """What a reminder says; without a link, for links are shown once and sent by people."""
    assert case.due_at is not None
    until = deadline_phrase(case.due_at).zh
    asked = case.collection
    return (
        f"您好！{case.authority.body}请贵企业填报“{case.title}”，请于{until}，"
        f"通过此前发给贵企业的专用链接或二维码填写并确认。链接遗失的，请与我们联系重新生成。联系人：{asked.contact}"
    )


@login_required
@require_safe
def roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was taken over, as the roster workbook; no names of persons and no phones are in it."""
    case = collection_or_404(request, pk)
    lines, cluster = adopted(case.collection), case.cluster
    if not lines or cluster is None:
        raise Http404
    sheet = ClusterSheet(
        name=cluster.name,
        place=case.authority.name,
        lead_codes=cluster.leads,
        area_m2=None,
        population=None,
        base_year=max(case.collection.years),
    )
    stream = io.BytesIO()
    write_template(stream, Roster(sheet, tuple(lines)))
    return download(stream.getvalue(), f"{case.number}.xlsx")
