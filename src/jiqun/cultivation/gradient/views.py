"""Pages of the gradient: the territory's stairs, a cluster's, a firm that is followed up (Article 7(一))."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.gradient import queries
from jiqun.cultivation.gradient.procedure import COUNTY
from jiqun.cultivation.gradient.steps import SOURCE, steps
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import FollowedFirm
from jiqun.cultivation.models.gradient import FOLLOWED
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.tables import exported

MET = {True: Text("符合", "met"), False: Text("不符合", "not met"), None: Text("资料不足", "not known")}


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """梯度: every cluster of the territory by step, and the firms that are followed up."""
    user, on = reader(request), office_day(request)
    rows = queries.stairs(Cluster.objects.visible_to(user), on)
    rows.sort(key=lambda each: -each.on_steps)
    followed = FollowedFirm.objects.visible_to(user).filter(state=FOLLOWED).select_related("cluster__authority", "firm")
    more = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "steps": [(each.title, sum(row.now[each.name] for row in rows)) for each in steps().values()],
        "firms": sum(each.firms for each in rows),
        "rose": sum(each.rose for each in rows),
        "fell": sum(each.fell for each in rows),
        "followed": followed.order_by("due_on", "pk")[:100],
        "on": on,
    }
    return render(request, "cultivation/gradient.html", chapter_page(user, "gradient", **more))


@login_required
@require_safe
def stairs_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The table as it is shown, all clusters."""
    on = office_day(request)
    heads = [
        Text("集群", "Cluster"),
        Text("所在地", "Place"),
        Text("名册企业", "Firms"),
        *(each.title for each in steps().values()),
        Text("本年上升", "Rose"),
        Text("本年下降或到期", "Fell"),
    ]
    rows = (
        [each.cluster.name, each.cluster.authority.name, each.firms, *each.now.values(), each.rose, each.fell]
        for each in queries.stairs(Cluster.objects.visible_to(reader(request)), on)
    )
    title = Text(f"优质中小企业梯度（{on}）", f"Gradient of good firms ({on})")
    return exported(kind, f"gradient-{on}", heads, rows, title=title)


def moved(shown: queries.Shown) -> dict[str, Any]:
    """A move as its line shows it."""
    title = {name: each.title for name, each in steps().items()}
    none = Text("无", "none")
    move = shown.of
    return {
        "name": shown.name,
        "rose": move.rose,
        "before": title.get(move.before, none),
        "now": title.get(move.now, none),
    }


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """梯度 in a cluster's file: stairs by year, who moved, who might be next and why, who is followed up."""
    user, found, on = reader(request), cluster_or_404(request, pk), office_day(request)
    climb = queries.climb(found, on)
    followed = FollowedFirm.objects.filter(cluster=found).select_related("firm").order_by("state", "due_on")
    beside = {each.firm_id for each in followed if each.state == FOLLOWED}
    more = {
        "climb": climb,
        "table": [
            (
                each.title,
                [(day, counts[each.name]) for day, counts in zip(climb.days, climb.stairs.counts, strict=True)],
            )
            for each in steps().values()
        ],
        "moves": [moved(each) for each in climb.moves],
        "candidates": [
            {
                "name": each.name,
                "uscc": each.of.uscc,
                "step": steps()[each.of.step].title,
                "checks": [(check.rule.title, MET[check.met], check.met) for check in each.of.checks],
                "followed": each.of.uscc in beside,
                "key": each.of.step,
            }
            for each in climb.candidates[:60]
        ],
        "more": max(0, len(climb.candidates) - 60),
        "followed": followed,
        "source": SOURCE,
        "on": on,
        "may_follow": COUNTY.fits(user) and user.authority_id == found.authority_id,
    }
    return render(request, "cultivation/gradient_cluster.html", cluster_page(found, "gradient", **more))


@login_required
@require_safe
def candidates_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """All candidates with each condition and its answer."""
    reader(request)
    found = cluster_or_404(request, pk)
    climb = queries.climb(found, office_day(request))
    heads = [
        Text("企业名称", "Firm"),
        Text("信用代码", "Code"),
        Text("下一级", "Next step"),
        Text("条件", "Conditions"),
    ]
    rows = (
        [
            each.name,
            each.of.uscc,
            steps()[each.of.step].title,
            "；".join(f"{check.rule.title}：{MET[check.met]}" for check in each.of.checks),
        ]
        for each in climb.candidates
    )
    title = Text(f"{found.name} 下一级候选企业（系统建议）", f"{found.name}: who might be next (a proposal)")
    return exported(kind, "candidates", heads, rows, title=title)


@login_required
def follow(request: HttpRequest) -> HttpResponse:
    """Following one up (`?cluster=…&firm=…&step=…`)."""
    return casework.opening(request, "followed_firm")


@login_required
@require_safe
def followed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One firm that is followed up: where to, by when, what came of it."""
    reader(request)
    found = casework.subject_or_404(request, "followed_firm", pk)
    row = FollowedFirm.objects.select_related("cluster__authority", "firm", "authority", "by__person").get(pk=found.pk)
    table = procedure("followed_firm")
    context = {
        **casework.case_context(request, table, row),
        "row": row,
        "state": table.by_state[row.state].title,
        "history": history(row.pk),
    }
    return render(request, "cultivation/followed.html", cluster_page(row.cluster, "gradient", **context))
