"""标准与名录: the lists of the state the product reckons with, to read, search and take away."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.instruments.views import reader
from jiqun.standards import catalogue
from jiqun.web.tables import exported

A_PAGE = 50


@login_required
@require_safe
def listings(request: HttpRequest) -> HttpResponse:
    """Every list with its source, its length and how it is brought up to date."""
    reader(request)
    lines = [(each, len(each.rows())) for each in catalogue.everything()]
    return render(request, "instruments/listings.html", {"lines": lines})


@login_required
@require_safe
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """The rows of one list that hold the words asked for."""
    reader(request)
    found, words = listing_or_404(key), request.GET.get("q", "").strip()
    page = Paginator(rows_of(found, words), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "instruments/listing.html", {"listing": found, "page": page, "words": words})


@login_required
@require_safe
def listing_file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """What the page shows, whole, as csv or xlsx."""
    reader(request)
    found = listing_or_404(key)
    rows = rows_of(found, request.GET.get("q", "").strip())
    return exported(kind, found.title.zh, list(found.columns.values()), rows, title=found.title)


def listing_or_404(key: str) -> catalogue.Listing:
    """The list of a key. Raises `Http404`."""
    found = catalogue.find(key)
    if found is None:
        raise Http404
    return found


def rows_of(listing: catalogue.Listing, words: str) -> list[list[str]]:
    """The shown cells of its rows; with `words`, of those rows that hold every one of them."""
    kinds = {name: str(said) for name, said in listing.kinds.items()}
    rows = ([kinds.get(row[name], row[name]) for name in listing.columns] for row in listing.rows())
    asked = words.lower().split()
    return [row for row in rows if all(any(word in cell.lower() for cell in row) for word in asked)]
