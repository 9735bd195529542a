"""简况 and 台账 of a place or a cluster: as page, PDF and workbook."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import day_of
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import STAFF
from jiqun.documents.errors import DocumentError
from jiqun.standards import divisions
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.overview import brief, brief_paper, ledger
from jiqun.supervision.overview.brief_facts import Entry, gather
from jiqun.web.exports import download
from jiqun.web.tables import exported

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = {"brief": Text("简况", "Brief"), "ledger": Text("台账", "Ledger")}
PAIR = (Text("项目", "Item"), Text("情况", "What is on record"))


@login_required
@require_safe
def own(request: HttpRequest, what: str, kind: str) -> HttpResponse:
    """Of the account's own territory."""
    user = signed_in(request)
    if user.role not in STAFF or user.authority_id is None:
        raise Http404
    return handed(request, what, kind, place=user.authority_id)


@login_required
@require_safe
def place(request: HttpRequest, what: str, code: str, kind: str) -> HttpResponse:
    """Of one county or prefecture within the territory."""
    return handed(request, what, kind, place=code)


@login_required
@require_safe
def cluster(request: HttpRequest, what: str, pk: UUID, kind: str) -> HttpResponse:
    """Of one cluster."""
    return handed(request, what, kind, cluster=pk)


def handed(request: HttpRequest, what: str, kind: str, *, place: str = "", cluster: UUID | None = None) -> HttpResponse:
    """The page or the file; a place or cluster without anything the account may see is the same 404 as none."""
    user, now = signed_in(request), office_time(request)
    if user.role not in STAFF or (place and divisions.find(place) is None):
        raise Http404
    entries = gather(user, place=place, cluster=cluster)
    if not entries and place != user.authority_id:
        raise Http404
    on = day_of(now)
    name = entries[0].cluster.name if cluster else divisions.full_name(place)
    title = Text(f"{name}集群{NAMES[what].zh}", f"{name}: {NAMES[what].en}")
    heads = ledger.HEADS if what == "ledger" else PAIR
    widths = ledger.WIDTHS if what == "ledger" else (4, 16)
    rows = ledger.lines(entries, on) if what == "ledger" else brief.pairs(entries, on)
    key = cluster or place
    base = "supervision:cluster" if cluster else "supervision:place"
    if kind == "page":
        files = [(each.upper(), reverse(f"{base}-{what}-{each}", args=[key])) for each in ("pdf", "xlsx")]
        other = "brief" if what == "ledger" else "ledger"
        more = {
            "title": title,
            "on": on,
            "files": files,
            "other": (NAMES[other], reverse(f"{base}-{other}-page", args=[key])),
            "places": [] if cluster else places(entries, place, what),
            "none": not entries,
            "heads": heads,
            "rows": rows if what == "brief" else [list(zip(heads, row, strict=True)) for row in rows],
        }
        return render(request, "supervision/brief.html", chapter_page(user, "overview", **more))
    if kind == "xlsx":
        return exported(kind, f"{title}-{on}", heads, rows, title=title, widths=[5 * width for width in widths])
    try:
        return download(brief_paper.document(title, heads, rows, widths, now=now), f"{title}-{on}.pdf")
    except DocumentError as none:
        messages.error(request, str(none))
        return redirect(f"{base}-{what}-page", key)


def places(entries: list[Entry], here: str, what: str) -> list[tuple[str, str]]:
    """The places one step further down that have recognised clusters, with their pages."""
    below = set()
    for entry in entries:
        line = entry.cluster.path.strip("/").split("/")
        if here in line[:-1]:
            below.add(line[line.index(here) + 1])
    return [
        (divisions.full_name(code), reverse(f"supervision:place-{what}-page", args=[code]))
        for code in sorted(below)
        if divisions.find(code) is not None
    ]
