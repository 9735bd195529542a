"""卷宗: what the dossier holds, who took it, and taking it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework.refusals import NotHere
from jiqun.recognition.dossier.editions import HOLDS, TITLES, Edition, edition_of
from jiqun.recognition.dossier.taking import take
from jiqun.recognition.models import DossierDownload
from jiqun.recognition.views.filing import case_page, found
from jiqun.recognition.views.receipts import address


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page; a POST packs the edition for this account and hands it out."""
    case, user, now = found(request, pk), signed_in(request), office_time(request)
    try:
        edition = edition_of(case, user)
    except NotHere:
        raise Http404 from None
    if request.method == "POST":
        taken = take(case, user, now, address(request))
        return FileResponse(taken.file, as_attachment=True, filename=taken.name, content_type="application/zip")
    rows = DossierDownload.objects.visible_to(user).filter(case=case).select_related("by__person", "by__authority")
    context = case_page(
        request,
        case,
        "history",
        edition=TITLES[edition],
        holds=HOLDS[edition],
        downloads=[(row, TITLES[Edition(row.edition)]) for row in rows.order_by("-at", "-id")],
    )
    return render(request, "recognition/dossier.html", context)
