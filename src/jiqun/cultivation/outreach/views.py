"""Pages of policies and their outreach: lists, one policy, one outreach, its files (Articles 5, 8, 13(九))."""

from __future__ import annotations

from uuid import UUID

import segno
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from jiqun.authorities.models import Authority
from jiqun.authorities.requests import office_day, office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import Outreach, OutreachFirm, Policy
from jiqun.cultivation.outreach import paper, queries, spreading
from jiqun.cultivation.outreach.procedure import OFFICER
from jiqun.cultivation.outreach.states import STATES
from jiqun.cultivation.outreach.targets import said
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.web.exports import download
from jiqun.web.tables import exported


@login_required
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """政策: those an account sees, with how far each came in its territory."""
    user = reader(request)
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "state")}
    asked["state"] = asked["state"] if asked["state"] in procedure("policy").by_state else ""
    rows = queries.policies(user, asked)
    more = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "asked": asked,
        "states": procedure("policy").states,
        "titles": {each.name: each.title for each in procedure("policy").states},
        "may_enter": OFFICER.fits(user),
    }
    return render(request, "cultivation/policies.html", chapter_page(user, "policies", **more))


@login_required
@require_safe
def policy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One policy: what it says, whom it is meant for, how far it came cluster by cluster, where it was not brought."""
    user = reader(request)
    found: Policy = casework.subject_or_404(request, "policy", pk)
    row = Policy.objects.select_related("authority", "by__person").get(pk=found.pk)
    rows = queries.outreaches(user, row)
    left = list(queries.still_to_open(user, row).select_related("authority")) if row.state == "published" else []
    places = dict(Authority.objects.filter(pk__in=row.rule.get("places") or ()).values_list("pk", "name"))
    context = {
        **casework.case_context(request, procedure("policy"), row),
        "row": row,
        "rule": said(row.rule, places),
        "rows": rows,
        "left": left,
        "clusters": len(rows) + len(left),
        "firms": sum(each.firms for each in rows),
        "reached": sum(each.reached for each in rows),
        "may_open": OFFICER.fits(user) and row.state == "published",
        "state_title": procedure("policy").by_state[row.state].title,
        "history": history(row.pk),
    }
    return render(request, "cultivation/policy.html", context)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering one."""
    return casework.opening(request, "policy")


@login_required
@require_http_methods(["POST"])
def spread(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Brings a policy to the next clusters; a page that can goes on by itself, another is led back to the policy."""
    user = signed_in(request)
    found: Policy = casework.subject_or_404(request, "policy", pk)
    if not OFFICER.fits(user) or found.state != "published":
        raise Http404
    passed = frozenset(request.POST.getlist("passed"))
    step = spreading.spread(found, user, office_time(request), passed)
    if not request.headers.get("HX-Request"):
        return redirect("cultivation:policy", found.pk)
    done = Outreach.objects.visible_to(user).filter(policy=found).count()
    context = {
        "row": found,
        "done": done,
        "count": done + step.left,
        "step": step,
        "passed": [*passed, *(key for key, _ in step.passed_over)],
        "going": bool(step.left),
    }
    return render(request, "cultivation/_spreading.html", context)


@login_required
def open_outreach(request: HttpRequest) -> HttpResponse:
    """Bringing a policy to one cluster (`?cluster=…&policy=…`)."""
    return casework.opening(request, "outreach")


@login_required
@require_safe
def outreach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One outreach: sums, link, firms by state, and what may be done."""
    user = reader(request)
    found = casework.subject_or_404(request, "outreach", pk)
    row = Outreach.objects.select_related("policy__authority", "cluster__authority", "roster").get(pk=found.pk)
    state = request.GET.get("state", "")
    address = request.build_absolute_uri(reverse("cultivation:outreach-answer", args=[row.pk, row.token]))
    may = OFFICER.fits(user) and row.state == "open"
    context = {
        **casework.case_context(request, procedure("outreach"), row),
        "row": row,
        "of": queries.coverage(row),
        "state": state if state in STATES else "",
        "page": Paginator(queries.firms(row, state), 100).get_page(request.GET.get("page")),
        "address": address if may else "",
        "picture": segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2) if may else "",
        "history": history(row.pk),
    }
    return render(request, "cultivation/outreach.html", cluster_page(row.cluster, "outreach", **context))


@login_required
@require_safe
def firms_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The firms of an outreach as they are narrowed."""
    reader(request)
    found = casework.subject_or_404(request, "outreach", pk)
    heads = (
        Text("企业名称", "Firm"),
        Text("统一社会信用代码", "Credit code"),
        Text("状态", "State"),
        Text("方式", "By"),
        Text("日期", "Date"),
        Text("说明", "Note"),
        Text("企业提问", "Question"),
    )
    rows = (
        [each.firm.name, each.firm_id, each.state_title, each.channel_title, each.on or "", each.note, each.question]
        for each in queries.firms(found, request.GET.get("state", "")).iterator(chunk_size=2000)
    )
    title = Text(f"{found.policy.title}：逐企业情况", f"{found.policy.title}: firm by firm")
    return exported(kind, "outreach", heads, rows, title=title)


@login_required
@require_safe
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper for 13(九)."""
    reader(request)
    found = casework.subject_or_404(request, "outreach", pk)
    row = Outreach.objects.select_related("policy__authority", "cluster__authority").get(pk=found.pk)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    body = paper.pdf(row, queries.coverage(row), office_day(request), office_time(request), language)
    return download(body, "outreach.pdf")


@login_required
@require_safe
def firm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One firm in an outreach: how far the policy came to it, and its history."""
    reader(request)
    found = casework.subject_or_404(request, "outreach_firm", pk)
    rows = OutreachFirm.objects.select_related("outreach__policy", "outreach__cluster__authority", "firm")
    row = rows.get(pk=found.pk)
    context = {
        **casework.case_context(request, procedure("outreach_firm"), row),
        "row": row,
        "history": history(row.pk),
    }
    return render(request, "cultivation/outreach_firm.html", cluster_page(row.outreach.cluster, "outreach", **context))


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """政策宣达 in a cluster's file: every policy that was brought to it."""
    user, found = reader(request), cluster_or_404(request, pk)
    more = {"rows": queries.of_cluster(user, found), "may_open": OFFICER.fits(user)}
    return render(request, "cultivation/outreach_cluster.html", cluster_page(found, "outreach", **more))
