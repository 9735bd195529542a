"""Pages of services: how far they reach by cluster, a cluster's file, one event (Article 10)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import ServiceEvent, ServiceProvider
from jiqun.cultivation.services import queries
from jiqun.cultivation.services.forms import pasted_fields
from jiqun.cultivation.services.procedure import OFFICER
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.tables import exported

HEADS = (
    Text("集群", "Cluster"),
    Text("所在地", "Place"),
    Text("名册企业（家）", "Firms of the roster"),
    Text("已服务（家）", "Served"),
    Text("覆盖率", "Coverage"),
    Text("名册外企业（家次）", "Other firms"),
    Text("活动（场）", "Events"),
    Text("未开展的服务", "Kinds without any"),
)


def year_asked(request: HttpRequest) -> int:
    """The year an address asks for; this one for anything else."""
    given, today = request.GET.get("year", ""), office_day(request)
    return int(given) if given.isascii() and given.isdecimal() and 2000 <= int(given) <= today.year else today.year


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """服务: every cluster of the territory with how far the year's events reach its firms."""
    user, year = reader(request), year_asked(request)
    rows = queries.reached(Cluster.objects.visible_to(user), year)
    rows.sort(key=lambda each: (not each.events, -each.left))
    more = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "year": year,
        "years": queries.years(ServiceEvent.objects.visible_to(user).in_force(), office_day(request).year),
        "without": queries.kinds_without(user, office_day(request)),
        "firms": sum(each.firms for each in rows),
        "served": sum(each.served for each in rows),
        "may_enter": OFFICER.fits(user),
        "kept": f"?year={year}",
    }
    return render(request, "cultivation/services.html", chapter_page(user, "services", **more))


@login_required
@require_safe
def reach_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The table as it is shown, all clusters."""
    year = year_asked(request)
    rows = (
        [
            each.cluster.name,
            each.cluster.authority.name,
            each.firms,
            each.served,
            each.share,
            each.others,
            each.events,
            "、".join(map(str, each.missing)),
        ]
        for each in queries.reached(Cluster.objects.visible_to(reader(request)), year)
    )
    title = Text(f"{year} 年集群服务覆盖情况", f"Services to clusters, {year}")
    return exported(kind, f"services-{year}", HEADS, rows, title=title)


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """服务 in a cluster's file: coverage, kinds, events, firms that nobody served."""
    user, found, year = reader(request), cluster_or_404(request, pk), year_asked(request)
    events = queries.events_of(user, found, year)
    (reach,) = queries.reached(Cluster.objects.filter(pk=found.pk), year)
    more = {
        "reach": reach,
        "year": year,
        "years": queries.years(ServiceEvent.objects.filter(cluster=found).in_force(), office_day(request).year),
        "kinds": queries.by_kind(ServiceEvent.objects.in_force().filter(cluster=found, on__year=year)),
        "page": Paginator(events, 50).get_page(request.GET.get("page")),
        "left_out": queries.left_out(found, year)[:20] if reach.left else [],
        "may_enter": OFFICER.fits(user),
        "kept": f"?year={year}",
    }
    return render(request, "cultivation/services_cluster.html", cluster_page(found, "services", **more))


@login_required
@require_safe
def left_out_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The firms of the newest roster that no event of the year names."""
    reader(request)
    found, year = cluster_or_404(request, pk), year_asked(request)
    rows = ([each.name, each.uscc] for each in queries.left_out(found, year))
    heads = (Text("企业名称", "Firm"), Text("统一社会信用代码", "Credit code"))
    title = Text(f"{found.name} {year} 年未服务企业", f"{found.name}: firms not served in {year}")
    return exported(kind, f"not-served-{year}", heads, rows, title=title)


@login_required
@require_safe
def event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One event: who did what for whom, its history, and what may be done to it."""
    reader(request)
    found = casework.subject_or_404(request, "service_event", pk)
    row = ServiceEvent.objects.select_related("cluster__authority", "authority", "provider", "by__person").get(
        pk=found.pk
    )
    context = {
        **casework.case_context(request, procedure("service_event"), row),
        "row": row,
        "firms": row.firms.order_by("name"),
        "history": history(row.pk),
    }
    return render(request, "cultivation/service_event.html", cluster_page(row.cluster, "services", **context))


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering one (`?cluster=…`); without a cluster it is chosen first, without a provider one is entered first."""
    user = signed_in(request)
    if not OFFICER.fits(user):
        raise Http404
    if request.method != "POST" and not request.GET.get("cluster"):
        context = {
            "clusters": Cluster.objects.visible_to(user).select_related("authority").order_by("path", "name"),
            "what": Text("登记服务活动", "Enter an event"),
            "list": Text("服务", "Services"),
            "list_url": reverse("cultivation:services"),
        }
        return render(request, "cultivation/choose_cluster.html", context)
    if not ServiceProvider.objects.visible_to(user).in_force().exists():
        return redirect("cultivation:provider-enter")
    return casework.opening(request, "service_event")


@login_required
def paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pasting many events of one cluster."""
    found = cluster_or_404(request, pk)
    if not OFFICER.fits(signed_in(request)):
        raise Http404
    columns = pasted_fields()
    back = reverse("cultivation:services-cluster", args=[found.pk])
    context = {"columns": columns, "header": "\t".join(str(each.label) for each in columns.values()), "back": back}
    template = "cultivation/services_paste.html"
    answer = casework.act(request, "service_events", found.pk, "paste_events", template, context)
    return redirect(back) if answer.status_code == 302 else answer
