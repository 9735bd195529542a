"""The showcase (Article 11): published cases by theme, one case, its pictures, brands. Nothing unsigned is here."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.cultivation.brands import queries as brand_queries
from jiqun.cultivation.brands.kinds import kinds
from jiqun.cultivation.cases import handing, queries
from jiqun.cultivation.cases.themes import themes
from jiqun.portal.views import for_everybody
from jiqun.register.models import Cluster

PAGE, BRANDS = 12, 50


def asked_of(request: HttpRequest, facet: str, offered: object) -> tuple[str, str]:
    """The words and the facet of the address; a facet that does not exist counts as none."""
    chosen = request.GET.get(facet, "")
    return request.GET.get("q", "").strip()[:60], chosen if chosen in offered else ""  # type: ignore[operator]


def link(**asked: str) -> str:
    """An address of the same list."""
    return "?" + urlencode({name: value for name, value in asked.items() if value})


@require_safe
@for_everybody
def showcase(request: HttpRequest) -> HttpResponse:
    """典型案例: what is published, by theme and words, 12 a page; four queries."""
    words, theme = asked_of(request, "theme", themes())
    page = Paginator(queries.published(words, theme), PAGE).get_page(request.GET.get("page"))
    choices = queries.choices(words, theme)
    context = {
        "page": page,
        "cards": [(row, queries.theme_title(row), next(iter(row.standing), None)) for row in page.object_list],  # type: ignore[attr-defined]
        "words": words,
        "theme": theme,
        "themes": [(each, link(q=words, theme="" if each.on else each.theme.slug)) for each in choices],
    }
    return render(request, "portal/showcase.html", context)


@require_safe
@for_everybody
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One published case; a withdrawn one is nowhere."""
    row = queries.published().filter(pk=pk).first()
    if row is None:
        raise Http404
    pictures = row.standing  # type: ignore[attr-defined]
    context = {
        "row": row,
        "theme": queries.theme_title(row),
        "body": queries.body(row.text, pictures, "portal:case-picture"),
        "has_page": Cluster.objects.public().filter(pk=row.cluster_id).exists(),
        "publisher": row.cluster.authority.parent,
        "brands": brand_queries.lines(
            brand_queries.public(office_day(request)).filter(cluster=row.cluster_id), office_day(request)
        ),
    }
    return render(request, "portal/case.html", context)


@require_safe
@for_everybody
def picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A picture of a published case."""
    return handing.shown(queries.public_picture(pk))


@require_safe
@for_everybody
def brands(request: HttpRequest) -> HttpResponse:
    """区域品牌: those shown to the public and not run out."""
    words, kind = asked_of(request, "kind", kinds())
    page = Paginator(brand_queries.public(office_day(request), words, kind), BRANDS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": brand_queries.lines(page.object_list, office_day(request)),
        "words": words,
        "kind": kind,
        "kinds": [
            (each.title, link(q=words, kind="" if each.slug == kind else each.slug), each.slug == kind)
            for each in kinds().values()
        ],
    }
    return render(request, "portal/brands.html", context)
