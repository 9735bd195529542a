"""What a search engine is told: every public page, and which parts of the site are nobody's to search."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.cultivation.cases.queries import published
from jiqun.notices.models import Notice
from jiqun.portal import queries
from jiqun.portal.views import for_everybody
from jiqun.register.models import Cluster

PAGES = (
    "home", "notices", "lists", "directory", "map", "showcase", "brands", "measure", "self-check", "open-data", "help",
    "journal", "receipt",
)  # fmt: skip
OFFICE = (
    "sign-in", "work", "do", "open", "account", "staff", "search", "clusters", "rounds", "applications", "reviews",
    "experts", "papers", "files", "fill", "outreach", "api",
)  # fmt: skip


class Pages(Sitemap):
    """Pages that are always there, notices, lists, clusters and cases; a fixed number of queries."""

    def items(self) -> list[str]:
        """Their addresses."""
        notices = [reverse("portal:notice", args=[pk]) for pk in Notice.objects.public().values_list("pk", flat=True)]
        lists = [reverse("portal:list", args=[line.level, line.batch]) for line in queries.lists()]
        clusters = Cluster.objects.public().order_by("pk").values_list("pk", flat=True)
        cases = published().order_by("pk").values_list("pk", flat=True)
        return [
            *(reverse(f"portal:{name}") for name in PAGES),
            *notices,
            *lists,
            *(reverse("portal:cluster", args=[pk]) for pk in clusters),
            *(reverse("portal:case", args=[pk]) for pk in cases),
        ]

    def location(self, item: Any) -> str:
        """An address is its own."""
        return str(item)


@require_safe
@for_everybody
def site_map(request: HttpRequest) -> HttpResponse:
    """The sitemap (sitemaps.org 0.9)."""
    found = sitemap(request, {"pages": Pages()})
    found.render()
    found.headers.pop("X-Robots-Tag", None)
    return found


@require_safe
@for_everybody
def robots(request: HttpRequest) -> HttpResponse:
    """What a crawler leaves alone (RFC 9309): the office, and pages that only hold a form."""
    base = reverse("portal:home")
    lines = ["User-agent: *", *(f"Disallow: {base}{name}/" for name in OFFICE)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
