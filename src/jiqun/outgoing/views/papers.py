"""The list of papers of an authority: those it issues, and those that came to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.outgoing import queries
from jiqun.outgoing.kinds import kind

FILTERS = ("side", "state", "kind")
TITLES = {"state": Text("环节", "State"), "kind": Text("文种", "Kind")}
Choice = tuple[str, Text, int, bool]


@login_required
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """50 a page, with facets; for staff of an authority."""
    user = signed_in(request)
    if user.role not in STAFF or user.authority_id is None:
        raise Http404
    words = request.GET.get("q", "").strip()[:60]
    chosen = {name: request.GET[name][:40] for name in FILTERS if request.GET.get(name)}
    found = queries.listing(user, chosen, words, request.GET.get("page"))

    def link(name: str, value: str) -> str:
        query = request.GET.copy()
        for each in ("page", name, *(("state", "kind") if name == "side" else ())):
            query.pop(each, None)
        if value:
            query[name] = value
        return "?" + query.urlencode()

    table = procedure("paper")
    states = [(name, table.by_state[name].title, found.states[name]) for name in table.by_state if name in found.states]
    kinds = [(slug, kind(slug).title, n) for slug, n in found.kinds.items()]

    def choices(name: str, all_of: Iterable[tuple[str, Text, int]]) -> list[Choice]:
        return [(link(name, value), title, n, chosen.get(name) == value) for value, title, n in all_of]

    side = chosen.get("side", queries.SENT)
    context = {
        "rows": [(row, table.by_state[row.state].title, queries.kind_title(row)) for row in found.rows],
        "page": found.page,
        "words": words,
        "chosen": chosen,
        "side": side,
        "sides": [
            (link("side", name), title, found.sides[name], name == side) for name, title in queries.SIDES.items()
        ],
        "facets": [
            (TITLES[name], link(name, ""), name not in chosen, choices(name, all_of))
            for name, all_of in (("state", states), ("kind", kinds))
            if len(all_of) > 1 or name in chosen
        ],
    }
    return render(request, "outgoing/papers.html", context)
