"""The sheet on which a leader endorsed an act (签批单、会议纪要): entered with it, read by its own authority."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.casework.models import Signature
from jiqun.casework.sign_forms import PaperForm
from jiqun.evidence.fields import EvidenceField
from jiqun.evidence.handing import handed_out
from jiqun.web.fields import T


class SheetForm(PaperForm):
    """An endorsement on paper with its sheet."""

    field_order = ("paper", "endorser", "dated", "comment")

    paper = EvidenceField(
        label=T("签批单或会议纪要（扫描件）", "Sheet or minutes (scan)"),
        help_text=T("本单位内部可见，不随办件报送。", "Seen within your authority only."),
    )


def sheet_url(signature: Signature) -> str:
    """Where the sheet of an endorsement is read."""
    return reverse("evidence:sheet", args=[signature.pk])


@require_safe
@login_required
def sheet(request: HttpRequest, pk: int) -> FileResponse:
    """The sheet of an endorsement given within the account's own authority; foreign and absent give the same 404."""
    found = Signature.objects.visible_to(signed_in(request)).filter(pk=pk).first()
    if found is None or not found.paper:
        raise Http404
    return handed_out(found.paper["sha256"], found.paper["name"])
