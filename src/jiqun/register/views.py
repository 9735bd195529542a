"""A cluster's file: the list of clusters of a territory, and the page that leads to everything known of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day, signed_in
from jiqun.register import queries
from jiqun.register.models import Cluster
from jiqun.register.tabs import tabs


def cluster_or_404(request: HttpRequest, pk: UUID) -> Cluster:
    """The cluster the account may see; foreign and absent give the same 404."""
    found = Cluster.objects.visible_to(signed_in(request)).select_related("authority").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def cluster_page(cluster: Cluster, tab: str, **more: Any) -> dict[str, Any]:
    """What every page of a cluster's file shows around itself (`register/cluster.html`)."""
    return {"cluster": cluster, "tabs": tabs(cluster, tab), **more}


@login_required
@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    """The clusters of the territory, 50 a page, by place and name."""
    words = request.GET.get("q", "").strip()[:60]
    found = Paginator(queries.clusters(signed_in(request), words), 50)
    return render(request, "register/clusters.html", {"page": found.get_page(request.GET.get("page")), "words": words})


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """概况: what the cluster is, its recognitions, its rosters."""
    shown = cluster_or_404(request, pk)
    on = office_day(request)
    more = {
        "recognitions": [(each, each.standing(on)) for each in queries.recognitions(shown)],
        "changes": queries.changes(shown),
        "revisions": queries.revisions(shown),
    }
    return render(request, "register/overview.html", cluster_page(shown, "overview", **more))
