"""The map of the public: tiles by prefecture and county, by industry and year, with the same as a table."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.geography import tiles as grid
from jiqun.portal import cartogram, queries, standard_map
from jiqun.portal.views import for_everybody
from jiqun.standards import divisions, strategic


@require_safe
@for_everybody
def tiles(request: HttpRequest) -> HttpResponse:
    """The province, or one prefecture (`?place=441300`), for a strategic cluster (`?industry=`) and a year."""
    on = office_day(request)
    asked = {name: request.GET.get(name, "") for name in ("place", "industry", "year")}
    years = cartogram.years(queries.clusters(on), on)
    industry = found.key if (found := strategic.find(asked["industry"])) else ""
    year = int(asked["year"]) if asked["year"] in map(str, years) else on.year
    place = asked["place"] if asked["place"] in grid.prefectures() else ""
    day = cartogram.day_of(year, on)
    lines = cartogram.in_force(queries.clusters(day), industry)
    kept = {"industry": industry, "year": str(year) if year != on.year else ""}
    context: dict[str, Any] = {
        "day": day,
        "year": year,
        "years": years,
        "industry": industry,
        "industries": [(title, strategic.of_kind(kind)) for kind, title in strategic.KINDS.items()],
        "place": divisions.full_name(place) if place else "",
        "place_code": place,
        "whole": link(**kept),
        "all": len(lines),
        "invented": any(line.invented for line in lines),
        "installed": standard_map.installed(settings.JIQUN_STANDARD_MAP) is not None,
    }
    if place:
        own = [line for line in lines if line.prefecture_code == place]
        context |= {"tiles": [(tile, "") for tile in cartogram.counties(own, place)], "lines": own}
    else:
        context |= {
            "tiles": [(tile, link(place=tile.code, **kept)) for tile in cartogram.prefectures(lines)],
            "lines": lines,
        }
    return render(request, "portal/map.html", context)


def link(**asked: str) -> str:
    """The same map with other choices."""
    return "?" + urlencode({name: value for name, value in asked.items() if value})


@require_safe
@for_everybody
def standard(request: HttpRequest) -> HttpResponse:
    """The numbers upon the standard map the operator installed, with its review number; absent where none is."""
    found = standard_map.installed(settings.JIQUN_STANDARD_MAP)
    if found is None:
        raise Http404
    lines = cartogram.in_force(queries.clusters(office_day(request)))
    context = {
        "map": found,
        "points": found.points(cartogram.prefectures(lines)),
        "day": office_day(request),
        "invented": any(line.invented for line in lines),
    }
    return render(request, "portal/standard_map.html", context)


@require_safe
@for_everybody
def standard_picture(request: HttpRequest) -> HttpResponse:
    """The installed map itself, as it was approved."""
    found = standard_map.installed(settings.JIQUN_STANDARD_MAP)
    if found is None:
        raise Http404
    return HttpResponse(found.picture, content_type=found.content_type)
