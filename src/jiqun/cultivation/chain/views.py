"""Pages of the chain: a cluster between those above and below it, one link (Article 7(八))."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chain.procedure import OFFICER
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import ChainLink
from jiqun.cultivation.models.chain import DIRECTIONS, IN_FORCE
from jiqun.cultivation.strategy.filing import of
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.figures import FEN_PER_WAN, money
from jiqun.web.tables import exported

HEADS = (
    Text("方向", "Direction"),
    Text("产品或服务", "Product"),
    Text("伙伴", "Partner"),
    Text("本集群企业", "Firm"),
    Text("年度", "Year"),
    Text("金额（万元）", "Amount (10,000 yuan)"),
    Text("来源", "Source"),
)


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """产业链 in a cluster's file: what is above, beside and below it, and what others say of it."""
    user, found = reader(request), cluster_or_404(request, pk)
    rows = list(
        ChainLink.objects.in_force()
        .filter(cluster=found)
        .select_related("partner__authority", "firm")
        .order_by("direction", "product", "pk")
    )
    names_it = ChainLink.objects.visible_to(user).in_force().filter(partner=found).select_related("cluster__authority")
    more = {
        "ways": [
            (
                title,
                [each for each in rows if each.direction == way],
                sum(each.amount or 0 for each in rows if each.direction == way),
            )
            for way, title in DIRECTIONS.items()
        ],
        "names_it": names_it.order_by("direction", "pk"),
        "strategic": of(found),
        "own": set(Cluster.objects.visible_to(user).values_list("pk", flat=True)),
        "may_enter": OFFICER.fits(user),
    }
    return render(request, "cultivation/chain.html", cluster_page(found, "chain", **more))


@login_required
@require_safe
def links_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The links of a cluster."""
    reader(request)
    found = cluster_or_404(request, pk)
    rows = (
        [
            each.direction_title,
            each.product,
            each.with_whom,
            each.firm.name if each.firm else "",
            each.year or "",
            money(each.amount, FEN_PER_WAN, "exact") if each.amount is not None else "",
            each.source,
        ]
        for each in ChainLink.objects.filter(cluster=found, state=IN_FORCE)
        .select_related("partner", "firm")
        .order_by("direction", "product", "pk")
    )
    return exported(kind, "chain", HEADS, rows, title=Text(f"{found.name}产业链关系", f"Chain of {found.name}"))


@login_required
@require_safe
def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One link: with whom, in what, its history."""
    reader(request)
    found = casework.subject_or_404(request, "chain_link", pk)
    rows = ChainLink.objects.select_related("cluster__authority", "partner", "firm", "authority", "by__person")
    row = rows.get(pk=found.pk)
    context = {
        **casework.case_context(request, procedure("chain_link"), row),
        "row": row,
        "history": history(row.pk),
    }
    return render(request, "cultivation/chain_link.html", cluster_page(row.cluster, "chain", **context))


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering one (`?cluster=…`)."""
    signed_in(request)
    return casework.opening(request, "chain_link")
