"""Pages of support: sums and lines of a territory, one line, a cluster's file, requests (Articles 5, 8, 9)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import EnterpriseRequest, SupportLine
from jiqun.cultivation.support import downloads, queries, requests
from jiqun.cultivation.support.fields import fields_of
from jiqun.cultivation.support.kinds import givers, kinds, request_kinds
from jiqun.cultivation.support.procedure import OFFICER
from jiqun.evidence.handing import handed_out
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.tables import exported

NARROWING = ("kind", "giver", "year", "q", "show")


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the address narrows the lines to; what is none of the choices is left out."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in NARROWING}
    asked["kind"] = asked["kind"] if asked["kind"] in kinds() else ""
    asked["giver"] = asked["giver"] if asked["giver"] in givers() else ""
    year = asked["year"]
    asked["year"] = year if year.isascii() and year.isdecimal() and len(year) == 4 and year > "0000" else ""
    return asked


def link(asked: dict[str, str], **change: str) -> str:
    """The address of a page with something changed."""
    return "?" + urlencode({name: value for name, value in (asked | change).items() if value})


def summed(
    request: HttpRequest, asked: dict[str, str], rows: Any, ways: Iterable[str] = tuple(queries.BY)
) -> dict[str, Any]:
    """The table of sums as a page shows it, in one of the ways it offers; one query."""
    by = request.GET.get("by", "")
    by = by if by in ways else "kind"
    lines = queries.sums(rows, by)
    return {
        "by": by,
        "ways": [(link(asked, by=name), queries.BY[name], name == by) for name in ways],
        "levels": [each.title for each in givers().values()],
        "sums": lines,
        "whole": queries.whole(lines),
        "kept": link({**asked, "by": by}),
    }


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """扶持: sums and lines of the territory, 50 a page."""
    user, asked = reader(request), asked_of(request)
    rows = queries.listed(user, asked)
    more = {
        **summed(request, asked, rows),
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "asked": asked,
        "kinds": kinds().values(),
        "givers": givers().values(),
        "years": queries.years(SupportLine.objects.visible_to(user).in_force()),
        "may_enter": OFFICER.fits(user),
    }
    return render(request, "cultivation/support_list.html", chapter_page(user, "support", **more))


@login_required
@require_safe
def sums_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The sums as they are shown, as CSV or XLSX."""
    asked = asked_of(request)
    by, cluster = request.GET.get("by", ""), cluster_asked(request)
    lines = queries.sums(queries.listed(reader(request), asked, cluster), by if by in queries.BY else "kind")
    rows = (downloads.sums_line(each) for each in (*lines, queries.whole(lines)))
    return exported(kind, "support-sums", downloads.SUMS_HEADS, rows, title=downloads.SUMS_TITLE)


@login_required
@require_safe
def lines_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The lines as they are narrowed, all pages, as CSV or XLSX; `cluster` narrows them to one."""
    user = reader(request)
    found = (
        queries.listed(user, asked_of(request), cluster_asked(request)).prefetch_related("firms").select_related("task")
    )
    return exported(kind, "support", downloads.HEADS, (downloads.line(each) for each in found), title=downloads.TITLE)


def cluster_asked(request: HttpRequest) -> Cluster | None:
    """The cluster an address names, `None` for none. Raises `Http404` for a foreign one and for no identifier."""
    given = request.GET.get("cluster", "")
    try:
        return cluster_or_404(request, UUID(given)) if given else None
    except ValueError:
        raise Http404 from None


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """扶持 in a cluster's file: sums, lines, the plan's measures beside them, requests that are open."""
    user, found = reader(request), cluster_or_404(request, pk)
    asked = asked_of(request)
    rows = queries.listed(user, asked, found)
    wanted = requests.listed(user, {}, office_time(request), found)[:10]
    more = {
        **summed(request, {**asked, "cluster": str(found.pk)}, rows, ("kind", "year")),
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "asked": asked,
        "crossed": queries.crossed(found),
        "requests": requests.shown(wanted, office_time(request)),
        "may_enter": OFFICER.fits(user),
        "may_ask": OFFICER.fits(user) and user.authority_id == found.authority_id,
    }
    return render(request, "cultivation/support_cluster.html", cluster_page(found, "support", **more))


@login_required
@require_safe
def line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One line: what was given to whom, its source, its history, and what may be done to it."""
    reader(request)
    found = casework.subject_or_404(request, "support_line", pk)
    row = SupportLine.objects.select_related("cluster__authority", "authority", "by__person", "task", "policy").get(
        pk=found.pk
    )
    context = {
        **casework.case_context(request, procedure("support_line"), row),
        "row": row,
        "firms": row.firms.order_by("name"),
        "history": history(row.pk),
    }
    return render(request, "cultivation/support_line.html", cluster_page(row.cluster, "support", **context))


@login_required
@require_safe
def file(request: HttpRequest, pk: UUID) -> FileResponse:
    """The document of a line, for those who see it."""
    row: Any = SupportLine.objects.visible_to(reader(request)).filter(pk=pk, file__isnull=False).first()
    if row is None:
        raise Http404
    return handed_out(row.file_id, row.file_name)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering one (`?cluster=…`); without a cluster it is chosen first."""
    user = signed_in(request)
    if not OFFICER.fits(user):
        raise Http404
    if request.method != "POST" and not request.GET.get("cluster"):
        context = {
            "clusters": Cluster.objects.visible_to(user).select_related("authority").order_by("path", "name"),
            "what": Text("登记扶持", "Enter support"),
            "list": Text("扶持", "Support"),
            "list_url": reverse("cultivation:support"),
        }
        return render(request, "cultivation/choose_cluster.html", context)
    return casework.opening(request, "support_line", template="cultivation/support_enter.html")


@login_required
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correcting one."""
    return casework.act(request, "support_line", pk, "correct", "cultivation/support_enter.html")


@login_required
def paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pasting many lines of one cluster."""
    found = cluster_or_404(request, pk)
    if not OFFICER.fits(signed_in(request)):
        raise Http404
    columns = fields_of(long=False)
    context = {"columns": columns, "header": "\t".join(str(each.label) for each in columns.values())}
    answer = casework.act(
        request, "support_ledger", found.pk, "paste_support", "cultivation/support_paste.html", context
    )
    if answer.status_code == 302:
        return redirect(reverse("cultivation:support-cluster", args=[found.pk]))
    return answer


# ── requests of firms ────────────────────────────────────────────────────────────────────────────────────


def request_asked(request: HttpRequest) -> dict[str, str]:
    """What the address narrows the requests to."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("state", "kind", "light", "q")}
    asked["state"] = asked["state"] if asked["state"] in procedure("enterprise_request").by_state else ""
    return asked


@login_required
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """企业诉求: those of the territory with their lights, 50 a page."""
    user, asked, now = reader(request), request_asked(request), office_time(request)
    page = Paginator(requests.listed(user, asked, now), 50).get_page(request.GET.get("page"))
    counts = requests.counted(user, now)
    table = procedure("enterprise_request")
    more = {
        "page": page,
        "rows": requests.shown(page.object_list, now),
        "asked": asked,
        "states": [
            (link({**asked, "light": ""}, state=each.name), each.title, counts[each.name], each.name == asked["state"])
            for each in table.states
        ],
        "all": (link({**asked, "state": "", "light": ""}), sum(counts[each.name] for each in table.states)),
        "late": (link({**asked, "state": ""}, light="late"), counts["late"], asked["light"] == "late"),
        "kinds": request_kinds().items(),
        "kept": link(asked),
        "may_ask": table.opening is not None and table.opening.who.fits(user),
    }
    return render(request, "cultivation/request_list.html", chapter_page(user, "requests", **more))


@login_required
@require_safe
def requests_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The requests as they are narrowed, all pages, without contacts."""
    now = office_time(request)
    found = requests.shown(requests.listed(reader(request), request_asked(request), now), now)
    rows = (downloads.request_line(each) for each in found)
    return exported(kind, "requests", downloads.REQUEST_HEADS, rows, title=downloads.REQUEST_TITLE)


@login_required
def request_enter(request: HttpRequest) -> HttpResponse:
    """Entering a request (`?cluster=…`)."""
    return casework.opening(request, "enterprise_request")


@login_required
@require_safe
def request_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request: what is asked, who solves it, what was done; the contact for its own authority only."""
    user = reader(request)
    case = casework.subject_or_404(request, "enterprise_request", pk)
    row = EnterpriseRequest.objects.select_related("case", "cluster__authority", "firm").get(pk=case.pk)
    context = {
        **casework.case_context(request, procedure("enterprise_request"), case),
        "shown": requests.one(row, office_time(request)),
        "row": row,
        "own": user.authority_id == case.authority_id,
        "history": history(case.pk),
    }
    return render(request, "cultivation/request.html", context)
