"""Pages of the brand register: the list, one brand, entering, pasting, taking away (Article 11)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_day, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.brands import queries
from jiqun.cultivation.brands.fields import fields_of
from jiqun.cultivation.brands.kinds import kinds
from jiqun.cultivation.brands.procedure import COUNTY
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import Brand
from jiqun.evidence.handing import handed_out
from jiqun.register.models import Cluster
from jiqun.register.views import cluster_or_404
from jiqun.web.tables import exported

SHOWS = (
    ("", Text("有效", "Standing")),
    ("soon", Text("一年内到期或已到期", "Running out")),
    ("ended", Text("已终止", "Ended")),
)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "kind", "show")}
    asked["kind"] = asked["kind"] if asked["kind"] in kinds() else ""
    asked["show"] = asked["show"] if asked["show"] in ("soon", "ended") else ""
    return asked


def link(asked: dict[str, str], **change: str) -> str:
    """The address of the list with something changed."""
    return "?" + urlencode({name: value for name, value in {**asked, **change}.items() if value})


@login_required
@require_safe
def brands(request: HttpRequest) -> HttpResponse:
    """区域品牌: those of the territory, 50 a page."""
    user, asked, on = reader(request), asked_of(request), office_day(request)
    page = Paginator(queries.listed(user, asked, on), 50).get_page(request.GET.get("page"))
    more = {
        "page": page,
        "lines": queries.lines(page.object_list, on),
        "asked": asked,
        "kinds": [
            (link(asked, kind="" if each.slug == asked["kind"] else each.slug), each.title, each.slug == asked["kind"])
            for each in kinds().values()
        ],
        "shows": [(link(asked, show=name), title, name == asked["show"]) for name, title in SHOWS],
        "kept": link(asked),
        "clusters": own(user) if COUNTY.fits(user) else [],
        "may_enter": COUNTY.fits(user),
    }
    return render(request, "cultivation/brand_list.html", chapter_page(user, "cases", **more))


def own(user: Account) -> list[Cluster]:
    """The clusters a county pastes brands for; one query."""
    return list(Cluster.objects.filter(authority=user.authority_id).order_by("name"))


@login_required
@require_safe
def brands_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as it is narrowed, all pages."""
    user, asked, on = reader(request), asked_of(request), office_day(request)
    fields = fields_of()
    heads = [str(Text("集群", "Cluster")), *(str(each.label) for each in fields.values()), str(Text("状态", "State"))]
    rows = (
        [
            line.brand.cluster.name,
            str(line.kind),
            *(getattr(line.brand, name) or "" for name in list(fields)[1:]),
            str(line.title),
        ]
        for line in queries.lines(queries.listed(user, asked, on), on)
    )
    return exported(kind, f"brands-{on}", heads, rows, title=Text("区域品牌", "Brands"))


@login_required
@require_safe
def brand(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One brand: what is known of it, its history, what may be done."""
    reader(request)
    found = casework.subject_or_404(request, "brand", pk)
    (line,) = queries.lines([found], office_day(request))
    rows = [(each.label, getattr(found, name)) for name, each in list(fields_of().items())[1:] if name != "url"]
    context = {
        **casework.case_context(request, procedure("brand"), found),
        "brand": found,
        "line": line,
        "rows": rows,
        "history": history(found.pk),
    }
    return render(request, "cultivation/brand.html", context)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering one (`?cluster=…`)."""
    return casework.opening(request, "brand")


@login_required
def paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pasting many brands of a cluster."""
    user, cluster = signed_in(request), cluster_or_404(request, pk)
    if not COUNTY.fits(user) or user.authority_id != cluster.authority_id:
        raise Http404
    back = reverse("cultivation:brands")
    fields = fields_of()
    context = {"columns": fields, "header": "\t".join(str(each.label) for each in fields.values()), "back": back}
    answer = casework.act(request, "brands", cluster.pk, "paste_brands", "cultivation/brands_paste.html", context)
    return redirect(back) if answer.status_code == 302 else answer


@login_required
@require_safe
def proof(request: HttpRequest, pk: UUID) -> FileResponse:
    """The proof of a brand, for those who see its cluster."""
    found = Brand.objects.visible_to(reader(request)).filter(pk=pk, proof__isnull=False).first()
    if found is None:
        raise Http404
    return handed_out(str(found.proof_id), found.proof_name)
