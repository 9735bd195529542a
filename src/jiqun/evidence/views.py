"""Handing out a file, or a picture of it: only through the matter it is attached to."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.evidence import previews, store
from jiqun.evidence.models import Attachment

NEVER_PARSED = Text("此格式不解析，请下载查看。", "This format is kept unread; download it to see it.")
NOT_SHOWN = Text(
    "这份文件无法在页面中显示，请下载查看。", "The file cannot be shown in the page; download it to see it."
)


def visible(request: HttpRequest, pk: UUID | str) -> Attachment:
    """A file attached to a matter the account sees; foreign, absent and taken away give the same 404."""
    found = Attachment.objects.visible_to(request.user).current().select_related("file", "case").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def download(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The file itself. An expert gets it without place, device and people in its properties, where it has such."""
    found = visible(request, pk)
    try:
        response: HttpResponseBase = handed(found) if signed_in(request).role != Role.EXPERT else anonymous(found)
    except store.NotStored:
        raise Http404 from None
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def handed(found: Attachment) -> FileResponse:
    """The bytes as they came. Raises `store.NotStored`."""
    file = store.open_file(found.file_id)
    return FileResponse(file, as_attachment=True, filename=found.name, content_type=found.file.media_type)


def anonymous(found: Attachment) -> HttpResponseBase:
    """The copy that may be published; the file itself where its kind has none. Raises `store.NotStored`."""
    try:
        copy = previews.published_copy(found.file)
    except previews.NoPreview:
        return handed(found)
    response = HttpResponse(copy, content_type=found.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return response


@require_safe
@login_required
def preview(request: HttpRequest, pk: str) -> HttpResponse:
    """What is inside, in the page: pages as pictures, the first rows of sheets, the words of a document."""
    found = visible(request, pk)
    asked, zoom = request.GET.get("page", "1"), request.GET.get("zoom", "1")
    outline, why = None, NEVER_PARSED
    try:
        outline = previews.outline(found.file_id, found.name)
    except previews.NoPreview:
        why = NOT_SHOWN if previews.can_be_shown(found.name) else NEVER_PARSED
    except store.NotStored:
        raise Http404 from None
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    page = min(max(page, 1), max(outline.pages, 1)) if outline else 1
    context = {
        "found": found,
        "case": found.case,
        "back": reverse("casework:matter", args=[found.case_id]),
        "outline": outline,
        "why": why,
        "page": page,
        "zoom": zoom if zoom in previews.WIDTHS else "1",
        "zooms": list(previews.WIDTHS),
    }
    return render(request, "evidence/preview.html", context)


@require_safe
@login_required
def picture(request: HttpRequest, pk: str, page: int) -> HttpResponse:
    """One page as PNG, for the preview."""
    found = visible(request, pk)
    try:
        made = previews.page(found.file_id, found.name, page, request.GET.get("zoom", "1"))
    except (previews.NoPreview, store.NotStored):
        raise Http404 from None
    response = HttpResponse(made, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
