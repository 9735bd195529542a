"""Pages of imported lists and of screenings, for prefectures and the province."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF
from jiqun.inquiries.models import Hit, IncidentList, Screening
from jiqun.inquiries.queries import inquiry_pages
from jiqun.inquiries.queries import lists as queries


def reader(request: HttpRequest) -> Account:
    """Staff of a prefecture or the province; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF or user.level not in (Level.PREFECTURE, Level.PROVINCE):
        raise Http404
    return user


@login_required
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Every list with its revisions; the latest ones are screened against."""
    user = reader(request)
    current = set(queries.latest(user))
    context = {
        "rows": [(each, each.pk in current) for each in queries.revisions(user)],
        "may_import": user.role == Role.OFFICER,
    }
    return render(request, "inquiries/lists.html", context)


@login_required
def import_list(request: HttpRequest) -> HttpResponse:
    """Importing a list."""
    if reader(request).role != Role.OFFICER:
        raise Http404
    return casework.opening(request, "incident_list", template="inquiries/import.html")


@login_required
@require_safe
def incident_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One revision with its lines, 50 a page."""
    visible = IncidentList.objects.visible_to(reader(request)).select_related("authority", "by__person")
    row = get_object_or_404(visible, pk=pk)
    words = request.GET.get("q", "").strip()[:60]
    found = row.lines.order_by("pk")
    if words:
        found = found.filter(name__icontains=words) | found.filter(uscc=words)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "inquiries/list.html", {"row": row, "page": page, "words": words})


@login_required
@require_safe
def screening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One screening: what was held against what, and the hits as they stand now."""
    user = reader(request)
    visible = Screening.objects.visible_to(user).select_related("round", "authority", "by__person")
    row = get_object_or_404(visible, pk=pk)
    found = Hit.objects.visible_to(user).filter(pk__in=row.hits).select_related("cluster", "listed")
    context = {
        "row": row,
        "hits": list(found.order_by("cluster__name", "name", "id")),
        "states": inquiry_pages.STATES,
    }
    return render(request, "inquiries/screening.html", context)
