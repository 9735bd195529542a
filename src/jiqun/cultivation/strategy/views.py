"""Pages of the strategic map (Articles 4, 7(八))."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Level
from jiqun.authorities.requests import office_day
from jiqun.bilingual import Text
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.strategy import queries
from jiqun.register.models import Cluster
from jiqun.standards import strategic
from jiqun.web.tables import exported

HEADS = (
    Text("战略性产业集群", "Strategic cluster"),
    Text("集群", "Cluster"),
    Text("所在地", "Place"),
    Text("层级", "Standing"),
    Text("主导产业", "Lead industry"),
)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the map is narrowed to: `level`, `place` (a prefecture), `industry`."""
    asked = {name: request.GET.get(name, "").strip()[:40] for name in ("level", "place", "industry")}
    asked["level"] = asked["level"] if asked["level"] in queries.LEVELS else ""
    asked["industry"] = asked["industry"] if strategic.find(asked["industry"]) else ""
    return asked


def narrowed(request: HttpRequest, asked: dict[str, str]) -> list[queries.Placed]:
    """The clusters of the territory that fit."""
    rows = queries.placed(Cluster.objects.visible_to(reader(request)), office_day(request))
    return [
        each
        for each in rows
        if asked["level"] in ("", each.level)
        and asked["place"] in ("", each.prefecture)
        and asked["industry"] in ("", each.industry.key if each.industry else "-")
    ]


def link(asked: dict[str, str], **change: str) -> str:
    """The address of the map with something changed."""
    return "?" + urlencode({name: value for name, value in {**asked, **change}.items() if value})


def shade(n: int, most: int) -> int:
    """How dark a tile is, in hundredths: light for none, never so dark that its figure is lost."""
    return 5 + 80 * n // most if most else 5


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """战略地图: the 25 with their clusters, blank spots, and the province as tiles."""
    user, asked = reader(request), asked_of(request)
    rows = narrowed(request, asked)
    lines = queries.lines(rows)
    tiles = queries.tiles(rows) if user.level == Level.PROVINCE else []
    most = max((each.n for each in tiles), default=0)
    more = {
        "lines": [each for each in lines if each.clusters],
        "blank": [] if any(asked.values()) else queries.blank(lines),
        "levels": [
            (link(asked, level="" if name == asked["level"] else name), title, name == asked["level"])
            for name, title in queries.LEVELS.items()
        ],
        "level_titles": list(queries.LEVELS.values()),
        "tiles": [
            (
                each,
                100 * each.column,
                64 * each.row,
                shade(each.n, most),
                link(asked, place=each.code),
            )
            for each in tiles
        ],
        "wide": 100 * (max((each.column for each in tiles), default=0) + 1),
        "high": 64 * (max((each.row for each in tiles), default=0) + 1) + 8,
        "sources": dict.fromkeys(each.source for each in strategic.everything()),
        "asked": asked,
        "kept": link(asked),
        "count": len(rows),
    }
    return render(request, "cultivation/strategy.html", chapter_page(user, "strategy", **more))


@login_required
@require_safe
def map_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The map as a table, every cluster a line."""
    rows = (
        [
            each.industry.name if each.industry else "",
            each.cluster.name,
            each.cluster.authority.name,
            each.level_title,
            each.cluster.lead_codes,
        ]
        for each in narrowed(request, asked_of(request))
    )
    return exported(kind, "strategic-map", HEADS, rows, title=Text("战略地图", "Strategic map"))
