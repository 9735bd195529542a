"""An expert's own desk: what the expert is invited to and reviews, and the own entry in the pool."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework.procedure import procedure
from jiqun.review import queries
from jiqun.review.experts import Expert


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Invitations first, then the sheets to fill in, then what was done; beside them the own entry."""
    user = signed_in(request)
    if user.role != Role.EXPERT:
        raise Http404
    url = procedure("sheet").url
    rows = [(sheet, reverse(url, args=[sheet.pk])) for sheet in queries.own_sheets(user, office_time(request))]
    own = Expert.objects.filter(pk=user.pk).select_related("file").first()
    context = {
        "invited": [each for each in rows if each[0].invited],
        "sheets": [each for each in rows if not each[0].invited],
        "own": own,
        "own_state": procedure("expert").by_state[own.file.state].title if own else None,
    }
    return render(request, "review/mine.html", context)
