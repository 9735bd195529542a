"""Pages of changes: the list, one filing with what it does, and a cluster's history of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_day, signed_in
from jiqun.boundaries import queries as boundaries
from jiqun.boundaries.models import Boundary
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404, cluster_page
from jiqun.supervision.changes import drift, effects, forms, periods, queries, record
from jiqun.supervision.changes.kinds import KINDS
from jiqun.supervision.changes.procedure import COUNTY
from jiqun.supervision.changes.setting.acts import said
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import ChangeFiling

FORM = "supervision/change_form.html"


def reader(request: HttpRequest) -> Account:
    """The account, when it is staff; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The filings of the territory, 50 a page, by kind and state; late ones marked."""
    user, asked = reader(request), request.GET
    kind, state, late = asked.get("kind", ""), asked.get("state", ""), asked.get("late") == "1"
    page = Paginator(queries.filings(user, kind, state, late), 50).get_page(asked.get("page"))
    counted = queries.counts(user)
    standing = periods.in_force(office_day(request))
    more = {
        "page": page,
        "lines": queries.lines(page.object_list),
        "kinds": [(name, each.title) for name, each in KINDS.items()],
        "states": [(each, counted[each.name]) for each in procedure("change_filing").states if counted.get(each.name)],
        "kind": kind,
        "state": state,
        "late": late,
        "period": standing,
        "period_said": None if standing is None else said(standing),
        "may_file": COUNTY.fits(user),
    }
    return render(request, "supervision/change_list.html", chapter_page(user, "changes", **more))


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Filing a change: first which cluster and what changed, then its form."""
    user = signed_in(request)
    if not COUNTY.fits(user):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    of = forms.own(user, given.get("cluster", ""))
    if of is None or given.get("kind") not in KINDS:
        rows = Cluster.objects.filter(authority=user.authority_id, recognitions__level=PROVINCIAL).distinct()
        kinds = [(name, each.title, each.hint) for name, each in KINDS.items()]
        context = {"clusters": rows.order_by("name"), "of": of, "kinds": kinds}
        return render(
            request, "supervision/change_begin.html", context, status=422 if request.method == "POST" else 200
        )
    return casework.opening(request, "change_filing", template=FORM)


@login_required
def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Entering it anew."""
    return casework.act(request, "change_filing", pk, "amend_change", template=FORM)


@login_required
@require_safe
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One filing: what stood, what stands, what that does to the findings or to the land, and what may be done."""
    user = reader(request)
    case = casework.subject_or_404(request, "change_filing", pk)
    rows = ChangeFiling.objects.select_related("cluster__authority", "boundary", "roster")
    filing = rows.get(pk=case.pk)
    kind = KINDS[filing.kind]
    context = {
        **casework.case_context(request, procedure("change_filing"), case),
        "filing": filing,
        "kind": kind,
        "rows": kind.shown(filing.before, filing.after),
        "wrong": kind.wrong_now(filing) if not filing.settled else None,
        "effects": effects.of(filing, office_day(request)),
        "land": None if filing.boundary is None else land(user, filing, filing.boundary),
        "files": attachments.files(case),
        "history": history.history(case.pk),
    }
    return render(request, "supervision/change.html", context)


def land(user: Account, filing: ChangeFiling, new: Boundary) -> dict[str, Any]:
    """The new boundary measured, and drawn over the old one in its county."""
    from jiqun.geography.sketch import frame

    found = boundaries.measured(filing.cluster, new.polygons, new.system)
    old = Boundary.objects.filter(pk=filing.before.get("boundary")).first()
    county = boundaries.county_of(filing.cluster)
    shapes = [new.polygons, *([old.polygons] if old is not None else [])]
    wide = frame(*shapes, *([county] if county is not None else []))
    near = frame(*shapes)
    sketches = [
        (
            each,
            each.path(county) if county is not None and each is wide else "",
            path(each, old),
            each.path(new.polygons),
        )
        for each in (wide, near)
    ]
    return {
        "warnings": boundaries.warnings(found, None, boundaries.names_seen(user, found.overlaps)),
        "sketches": sketches,
        "old": old,
    }


def path(each: Any, old: Boundary | None) -> str:
    """The old boundary's line; nothing where there was none."""
    return "" if old is None else each.path(old.polygons)


@login_required
@require_safe
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """变动 in a cluster's file: what changed since its recognition, what is under way, what was not filed."""
    user, shown = reader(request), cluster_or_404(request, pk)
    recognised = record.recognition(shown)
    standing = periods.in_force(office_day(request))
    more = {
        "recognised": recognised,
        "recorded": queries.history(shown),
        "under_way": queries.under_way(shown, user),
        "drifts": [(KINDS[each.kind].title, each) for each in drift.of([shown], office_day(request))],
        "goals": [each for each in queries.adjusted_all([goal for goal, _ in record.goals(shown)]) if each.changed],
        "agency": record.agency(shown),
        "period": standing,
        "period_said": None if standing is None else said(standing),
        "may_file": COUNTY.fits(user) and user.authority_id == shown.authority_id and recognised is not None,
    }
    return render(request, "supervision/change_cluster.html", cluster_page(shown, "changes", **more))
