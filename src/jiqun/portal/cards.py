"""Pictures for whoever shares a page (Open Graph): 1200 × 630, with what stands on that page anyway."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.documents import typesetting
from jiqun.documents.errors import DocumentError
from jiqun.notices.models import Notice
from jiqun.portal import queries
from jiqun.portal.sharing import SITE, of_cluster, of_notice
from jiqun.portal.views import for_everybody
from jiqun.register.models import Cluster

FOOT = "集群通 · 名单、公示与办法条文"
INVENTED = "演示数据，非真实信息"
MADE = datetime(2025, 1, 1, tzinfo=UTC)
"""A picture says no day of its own, so the same words give the same bytes."""


@lru_cache(maxsize=64)
def picture(title: str, lines: tuple[str, ...], invented: bool) -> bytes:
    """The picture as PNG. Raises `DocumentError` where nothing can be typeset."""
    data = {
        "site": SITE,
        "title": title,
        "lines": lines,
        "foot": FOOT,
        "mark": INVENTED if invented else "",
        "words": {},
    }
    (made,) = typesetting.pages("card", data, now=MADE, ppi=72)
    return made


def drawn(title: str, lines: tuple[str, ...], invented: bool) -> HttpResponse:
    """The answer; 404 on a machine that cannot typeset, where pages are shared without a picture."""
    try:
        return HttpResponse(picture(title, lines, invented), content_type="image/png")
    except DocumentError:
        raise Http404 from None


@require_safe
@for_everybody
def site(request: HttpRequest) -> HttpResponse:
    """Of the site as a whole."""
    on = office_day(request)
    lines = queries.clusters(on)
    found = queries.figures(lines)
    return drawn(
        SITE, (f"省级 {found.provincial} 个 · 国家级 {found.national} 个",), any(line.invented for line in lines)
    )


@require_safe
@for_everybody
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Of one recognised cluster."""
    if not Cluster.objects.public().filter(pk=pk).exists():
        raise Http404
    (line,) = queries.clusters(office_day(request), cluster=pk)
    return drawn(line.name, of_cluster(line), line.invented)


@require_safe
@for_everybody
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Of one public notice."""
    found = get_object_or_404(Notice.objects.public(), pk=pk)
    return drawn(found.title, of_notice(found.starts_on, found.ends_on), found.invented)
