"""Handing out a file: only through the matter it is attached to, and never shown in the page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from jiqun.evidence import store
from jiqun.evidence.models import Attachment


@require_safe
@login_required
def download(request: HttpRequest, pk: str) -> FileResponse:
    """A file attached to a matter the account sees; foreign, absent and taken away give the same 404."""
    found = Attachment.objects.visible_to(request.user).current().select_related("file").filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        file = store.open_file(found.file_id)
    except store.NotStored:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=found.name, content_type=found.file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
