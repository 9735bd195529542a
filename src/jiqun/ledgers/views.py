"""集群台账 in a cluster's file: a ledger with its entries and their proof, entering, pasting, export."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out
from jiqun.ledgers import queries
from jiqun.ledgers.export import workbook
from jiqun.ledgers.fields import fields_of
from jiqun.ledgers.kinds import Kind, kinds
from jiqun.ledgers.models import EntryFile
from jiqun.ledgers.procedure import OFFICER
from jiqun.ledgers.shown import shown_entries
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.exports import download

EFFICIENCY = "efficiency"
"""What the page shows beside the ledgers: unit consumption against the benchmark, taken from the roster."""
SHOWS = (
    ("", Text("在册", "In force")),
    ("unproved", Text("缺佐证", "Without proof")),
    ("struck", Text("已作废", "Struck off")),
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keeps(user: Account, cluster: Cluster) -> bool:
    """Whether the account keeps the ledgers of this cluster."""
    return OFFICER.fits(user) and user.authority_id == cluster.authority_id


def chosen(request: HttpRequest) -> Kind:
    """The ledger the address names, the first one without. Raises `Http404` for what is none."""
    name = request.GET.get("kind") or next(iter(kinds()))
    if name not in kinds():
        raise Http404
    return kinds()[name]


def wanted_of(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to."""
    return {name: said.strip()[:60] for name in ("sub", "q", "show") if (said := request.GET.get(name, ""))}


@login_required
@require_safe
def ledger(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One ledger, 50 entries a page, beside the list of all."""
    user, cluster = signed_in(request), cluster_or_404(request, pk)
    around: dict[str, Any] = {"lines": queries.lines(cluster), "may_keep": keeps(user, cluster)}
    if request.GET.get("kind") == EFFICIENCY:
        around |= {"benchmarks": queries.efficiency(cluster), "on": EFFICIENCY}
        return render(request, "ledgers/efficiency.html", cluster_page(cluster, "ledgers", **around))
    kind, wanted = chosen(request), wanted_of(request)
    page = Paginator(queries.entries(cluster, kind.name, wanted), 50).get_page(request.GET.get("page"))
    around |= {
        "kind": kind,
        "on": kind.name,
        "line": next(line for line in around["lines"] if line.kind is kind),
        "page": page,
        "entries": shown_entries(page.object_list),
        "wanted": wanted,
        "subs": [(link(request, sub=sub.name), sub.title, wanted.get("sub") == sub.name) for sub in kind.subs]
        if kind.divided
        else [],
        "all_subs": link(request, sub=""),
        "shows": [(link(request, show=name), title, wanted.get("show", "") == name) for name, title in SHOWS],
        "export": link(request),
    }
    return render(request, "ledgers/ledger.html", cluster_page(cluster, "ledgers", **around))


def link(request: HttpRequest, **change: str) -> str:
    """The address of the list with something changed."""
    query = {name: request.GET[name] for name in ("kind", "sub", "q", "show") if request.GET.get(name)} | change
    return "?" + urlencode({name: value for name, value in query.items() if value})


@login_required
@require_safe
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The entries that are shown, all pages, as a workbook; its columns are those that can be pasted."""
    cluster = cluster_or_404(request, pk)
    kind = chosen(request)
    found = shown_entries(queries.entries(cluster, kind.name, wanted_of(request)))
    name = f"{cluster.name}-{kind.title}-{office_time(request):%Y%m%d}.xlsx"
    return download(workbook(kind, found), name)


@login_required
@require_safe
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry: its values, its proof, its history, and what may be done to it."""
    found = casework.subject_or_404(request, "ledger_entry", pk)
    (shown,) = shown_entries([type(found).objects.select_related("firm", "by__person").get(pk=found.pk)])
    context = {
        **casework.case_context(request, procedure("ledger_entry"), found),
        "row": found,
        "entry": shown,
        "history": history(found.pk),
        "back": f"{reverse('ledgers:ledger', args=[found.cluster_id])}?kind={found.kind}",
    }
    return render(request, "ledgers/entry.html", cluster_page(found.cluster, "ledgers", **context))


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering one; without a cluster and a kind in the address these are chosen first."""
    user = signed_in(request)
    if not OFFICER.fits(user):
        raise Http404
    own = Cluster.objects.filter(authority=user.authority_id).order_by("name")
    if request.method != "POST":
        asked = request.GET.get("cluster", ""), request.GET.get("kind", "")
        if asked[0] not in {str(cluster.pk) for cluster in own} or asked[1] not in kinds():
            context = {"clusters": own, "kinds": kinds().values(), "asked": asked}
            return render(request, "ledgers/choose.html", context)
    return casework.opening(request, "ledger_entry", template="ledgers/enter.html")


@login_required
def paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pasting many entries of one ledger."""
    cluster = cluster_or_404(request, pk)
    if not keeps(signed_in(request), cluster):
        raise Http404
    name = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    if name not in kinds():
        return redirect("ledgers:ledger", pk=cluster.pk)
    kind = kinds()[name]
    back = f"{reverse('ledgers:ledger', args=[cluster.pk])}?kind={name}"
    context = {
        "kind": kind,
        "columns": fields_of(kind),
        "header": "\t".join(str(field.label) for field in fields_of(kind).values()),
        "back": back,
    }
    answer = casework.act(request, "ledger", cluster.pk, "paste", "ledgers/paste.html", context, {"kind": name})
    if answer.status_code == 302:
        return redirect(back)
    return answer


@login_required
@require_safe
def proof(request: HttpRequest, pk: UUID) -> FileResponse:
    """A proof, for those who see its cluster; foreign, absent and taken away give the same 404."""
    found = EntryFile.objects.visible_to(signed_in(request)).current().select_related("file").filter(pk=pk).first()
    if found is None:
        raise Http404
    return handed_out(found.file_id, found.name)
