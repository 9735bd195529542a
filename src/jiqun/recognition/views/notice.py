"""Pages of the notices of a list, for the province."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jiqun.casework import views as casework
from jiqun.evidence.handing import handed_out
from jiqun.notices.models import AnnouncementPublication, Publication
from jiqun.recognition.views.listing import provincial


@login_required
def publication_image(request: HttpRequest, pk: UUID, record: int) -> FileResponse:
    """The image of the page on the official website."""
    case = provincial(request, pk)
    found = get_object_or_404(Publication, notice__round=case, pk=record)
    return handed_out(found.image_sha256, f"publication-{record}")


@login_required
def announcement_image(request: HttpRequest, pk: UUID, record: int) -> FileResponse:
    """The image of the announcement's page on the official website."""
    case = provincial(request, pk)
    found = get_object_or_404(AnnouncementPublication, announcement=case.pk, pk=record)
    return handed_out(found.image_sha256, f"announcement-{record}")


@login_required
def make_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text of the notice beside its template, with the days that each way of counting means."""
    provincial(request, pk)
    return casework.act(request, "round", pk, "make_notice", template="recognition/notice_form.html")


@login_required
def record_publication(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recording where a notice stands."""
    provincial(request, pk)
    return casework.act(request, "round", pk, "record_publication", template="recognition/publication_form.html")


@login_required
def record_announcement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Recording where an announcement stands."""
    provincial(request, pk)
    template = "recognition/announcement_record.html"
    return casework.act(request, "round", pk, "record_announcement", template=template)
