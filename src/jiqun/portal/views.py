"""The public's pages: no account, no cookie needed, the same for everybody and so fit for a cache."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.cultivation.brands import queries as brands
from jiqun.cultivation.cases.queries import published, theme_title
from jiqun.instruments.queries import PROVINCIAL, basis_pages, day_in_force
from jiqun.journal import chain
from jiqun.law.sources import STATUSES
from jiqun.notices.disclosure import queries as disclosed
from jiqun.notices.models import Announcement
from jiqun.portal import cartogram, decisions, measures, open_figures, queries, sharing
from jiqun.register.models import Cluster

PAGE = 50
View = TypeVar("View", bound=Callable[..., Any])


def for_everybody(view: View) -> View:
    """The page is the same for everybody: any cache may keep it for a minute, our own until the next act."""
    kept = cache_control(public=True, max_age=60)(view)
    kept.for_everybody = True  # type: ignore[attr-defined]
    return kept


def paragraphs(text: str) -> list[str]:
    """A text line by line, without the blank ones."""
    return [line for line in text.splitlines() if line.strip()]


@require_safe
@for_everybody
def home(request: HttpRequest) -> HttpResponse:
    """What is on notice, what was announced, which rounds are open, how many clusters there are."""
    on = office_day(request)
    lines, there = queries.clusters(on), reverse("portal:map")
    context = {
        "figures": queries.figures(lines),
        "tiles": [(tile, f"{there}?place={tile.code}") for tile in cartogram.prefectures(cartogram.in_force(lines))],
        "invented": any(line.invented for line in lines),
        "notices": [line for line in queries.notices(on) if line.days],
        "lists": queries.lists()[:5],
        "rounds": queries.open_rounds(request.now),  # type: ignore[attr-defined]
        "share": sharing.share(request, sharing.SITE, "名单、公示、名录和办法条文", "portal:site-card"),
    }
    return render(request, "portal/home.html", context)


@require_safe
@for_everybody
def notices(request: HttpRequest) -> HttpResponse:
    """All notices, those still standing first."""
    on = office_day(request)
    return render(request, "portal/notices.html", {"lines": queries.notices(on), "today": on})


@require_safe
@for_everybody
def lists(request: HttpRequest) -> HttpResponse:
    """All announced lists."""
    return render(request, "portal/lists.html", {"lines": queries.lists()})


@require_safe
@for_everybody
def announced_list(request: HttpRequest, level: str, batch: str) -> HttpResponse:
    """One announced list with its clusters."""
    found = get_object_or_404(Announcement.objects.public(), level=level, batch=batch)
    lines = queries.clusters(office_day(request), level=level, batch=batch)
    context = {
        "found": found,
        "paragraphs": paragraphs(found.text),
        "lines": lines,
        "stood": queries.stood(found),
        "invented": any(line.invented for line in lines),
    }
    return render(request, "portal/list.html", context)


@require_safe
@for_everybody
def directory(request: HttpRequest) -> HttpResponse:
    """Recognised clusters, with search and facets."""
    words = request.GET.get("q", "").strip()[:60]
    chosen = {facet: request.GET.get(facet, "")[:60] for facet in queries.FACETS}
    lines = queries.clusters(office_day(request))
    found = queries.narrowed(lines, words, chosen)
    offered = [
        (facet, chosen[facet], [(choice, link(request, facet, choice)) for choice in choices])
        for facet, choices in queries.facets(lines, words, chosen).items()
    ]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "facets": offered, "words": words, "chosen": chosen}
    return render(request, "portal/directory.html", context)


def link(request: HttpRequest, facet: str, choice: queries.Choice) -> str:
    """The same search with one value of a facet chosen, or no longer."""
    query = request.GET.copy()
    query.pop("page", None)
    if choice.on:
        query.pop(facet, None)
    else:
        query[facet] = choice.value
    return "?" + query.urlencode()


@require_safe
@for_everybody
def cluster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One recognised cluster: where it is, what it lives on, its recognitions, cases and brands. No firm's data."""
    if not Cluster.objects.public().filter(pk=pk).exists():
        raise Http404
    on = office_day(request)
    (line,) = queries.clusters(on, cluster=pk)
    kept = decisions.history([held.pk for held in line.held])
    years = disclosed.years(disclosed.opened(), pk)
    context = {
        "line": line,
        "changes": [each for held in line.held for each in kept.get(held.pk, [])],
        "cases": [(row, theme_title(row)) for row in published().filter(cluster=pk)],
        "brands": brands.lines(brands.public(on).filter(cluster=pk), on),
        "years": [each.year for each in years],
        "figures": open_figures.table(years),
        "share": sharing.share(request, line.name, " · ".join(sharing.of_cluster(line)), "portal:cluster-card", pk),
    }
    return render(request, "portal/cluster.html", context)


@require_safe
@for_everybody
def recognition(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether a recognition stands on a day (`?on=2025-07-10`, today without): what a certificate's code leads to."""
    lines = queries.clusters(on := day_asked(request), pk=pk)
    if not lines:
        raise Http404
    (line,) = lines
    held = line.held[0]
    changes = decisions.history([held.pk]).get(held.pk, [])
    return render(request, "portal/recognition.html", {"line": line, "held": held, "on": on, "changes": changes})


def day_asked(request: HttpRequest) -> date:
    """The day the address asks for, today where it asks for none that exists."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return office_day(request)


@require_safe
@for_everybody
def measure(request: HttpRequest, pk: str = PROVINCIAL) -> HttpResponse:
    """A measure as the public may quote it: its text with an address for every clause, norms, readings, parameters."""
    rows = basis_pages.published()
    library = measures.library(office_day(request), rows)
    found = measures.chosen(library, pk)
    on = day_in_force(found, office_day(request))
    answers = list(measures.published(found.id).select_related("question__case").order_by("-dated_on"))
    settled = {each.reading: each for each in reversed(answers) if each.start is not None and each.start <= on}
    context: dict[str, Any] = {
        "measure": found,
        "status": STATUSES[found.status],
        "in_force": found.in_force(office_day(request)),
        "last": found.periods[-1][1],
        "open_ended": found.periods[-1][1] == date.max,
        "library": [(each, STATUSES[each.measure.status]) for each in library],
        "lines": measures.lines(found, on),
        "parameters": found.parameters(on).values(),
        "bases": [basis_pages.line(row, office_day(request)) for row in reversed(rows) if row.case.measure == found.id],
        "interpretations": answers,
        "readings": [(reading, settled.get(key)) for key, reading in found.readings.items()],
    }
    return render(request, "portal/measure.html", context)


def grouped(digest: str) -> str:
    """A digest in groups of eight, which can be read aloud and broken over lines."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8)) or "—"


@require_safe
@for_everybody
def journal(request: HttpRequest) -> HttpResponse:
    """Where the journal stands: anybody may write it down today and compare it later."""
    head = chain.head()
    context = {"head": head, "sha256": grouped(head.sha256), "sm3": grouped(head.sm3), "today": office_day(request)}
    return render(request, "portal/journal.html", context)
