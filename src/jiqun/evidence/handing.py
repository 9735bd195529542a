"""Handing out a stored file to somebody whose right to see it was checked."""

from __future__ import annotations

from django.http import FileResponse, Http404

from jiqun.evidence import store
from jiqun.evidence.models import StoredFile


def handed_out(sha256: str, name: str) -> FileResponse:
    """The file as an attachment, never shown in the page. Raises `Http404` when there is none."""
    row = StoredFile.objects.filter(pk=sha256).first()
    if row is None:
        raise Http404
    try:
        file = store.open_file(sha256)
    except store.NotStored:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=name or sha256[:12], content_type=row.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
