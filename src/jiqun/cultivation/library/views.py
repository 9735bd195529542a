"""Pages of the library: the readiness board, an entry, the cluster's tab, entering one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_day, signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library import downloads, readiness, shown
from jiqun.cultivation.library.readiness import ORDERS, Row
from jiqun.cultivation.models import ACTIVE, LibraryEntry
from jiqun.evidence import attachments
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.tables import exported

LEFT = "left"


def reader(request: HttpRequest) -> Account:
    """The account, when it is staff; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """培育库: every entry of the territory with how far it is, 50 a page."""
    user = reader(request)
    rows, asked = chosen(request, user)
    counted = readiness.stages(user)
    states = procedure("library_entry").by_state
    kept = {name: value for name, value in asked.items() if value}
    more = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "stages": [(states[name], counted[name], name == asked["stage"]) for name in (*ACTIVE, LEFT)],
        "all": sum(counted[name] for name in ACTIVE),
        "orders": [(name, title, name == asked["sort"]) for name, (title, _) in ORDERS.items()],
        "asked": asked,
        "cities": cities(user),
        "kept": urlencode(kept),
        "year": office_day(request).year - 1,
        "may_enter": user.role == Role.OFFICER and user.level in (Level.COUNTY, Level.PREFECTURE),
        "may_assess": user.role == Role.OFFICER and user.level == Level.COUNTY,
    }
    return render(request, "cultivation/board.html", chapter_page(user, "library", **more))


def cities(user: Account) -> list[tuple[str, str]]:
    """The prefectures the province chooses from; one query, none for everybody else."""
    if user.level != Level.PROVINCE or user.authority is None:
        return []
    return list(user.authority.children.values_list("code", "name"))


def chosen(request: HttpRequest, user: Account) -> tuple[list[Row], dict[str, str]]:
    """The rows of the board as filtered and sorted by the address, and what it asks for."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("stage", "q", "sort", "missing", "city")}
    asked["sort"] = asked["sort"] if asked["sort"] in ORDERS else "place"
    asked["stage"] = asked["stage"] if asked["stage"] in (*ACTIVE, LEFT) else ""
    on = office_day(request)
    rows = readiness.board(user, on, (asked["stage"],) if asked["stage"] else ACTIVE)
    if asked["q"]:
        rows = [row for row in rows if asked["q"] in row.name or asked["q"] in row.place]
    if asked["city"]:
        rows = [row for row in rows if readiness.city(row) == asked["city"]]
    if asked["missing"]:
        rows = [row for row in rows if readiness.unassessed(row, on.year - 1)]
    return sorted(rows, key=ORDERS[asked["sort"]][1]), asked


@login_required
@require_safe
def board_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The board as it is filtered and sorted, as CSV or XLSX."""
    rows, _ = chosen(request, reader(request))
    heads, widths = zip(*downloads.HEADS, strict=True)
    lines = (downloads.line(row) for row in rows)
    return exported(kind, f"readiness-{office_day(request)}", heads, lines, title=downloads.TITLE, widths=widths)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering a cluster into the library."""
    return casework.opening(request, "library_entry", template="cultivation/enter.html")


@login_required
@require_safe
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry: its stage, self-assessments, guidance, the prefecture's recognition, its applications."""
    user = reader(request)
    case = casework.subject_or_404(request, "library_entry", pk)
    found = LibraryEntry.objects.select_related("cluster__authority", "case").get(pk=case.pk)
    context = {
        **casework.case_context(request, procedure("library_entry"), case),
        **shown.of(found, user, office_day(request)),
        "files": attachments.files(case),
        "history": history(case.pk),
        "may_apply": may_apply(user, found),
    }
    return render(request, "cultivation/entry.html", context)


def may_apply(user: Account, found: LibraryEntry) -> bool:
    """The officer of the cluster's own county takes it into an application."""
    return user.role == Role.OFFICER and user.authority_id == found.cluster.authority_id and found.left_on is None


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """培育 in a cluster's file: what the library knows of it, or how it is entered."""
    user, found = reader(request), cluster_or_404(request, pk)
    row = entry_of(found, user)
    more: dict[str, Any] = {"may_enter": user.role == Role.OFFICER and user.level != Level.PROVINCE}
    if row is not None:
        more |= {**shown.of(row, user, office_day(request)), "may_apply": may_apply(user, row)}
    return render(request, "cultivation/cluster.html", cluster_page(found, "cultivation", **more))


def entry_of(found: Cluster, user: Account) -> LibraryEntry | None:
    """The entry of a cluster, when the account sees it."""
    rows = LibraryEntry.objects.visible_to(user).select_related("cluster__authority", "case")
    return rows.filter(cluster=found).first()
