"""A picture of a case as the page shows it: the product's own pixels, never an upload."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from jiqun.cultivation.models import CasePicture
from jiqun.evidence import store


def shown(picture: CasePicture | None) -> HttpResponse:
    """The picture, inline. Raises `Http404` for none."""
    if picture is None:
        raise Http404
    try:
        data = store.read(picture.file_id)
    except store.NotStored:
        raise Http404 from None
    response = HttpResponse(data, content_type=picture.file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
