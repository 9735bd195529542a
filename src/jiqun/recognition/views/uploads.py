"""Evidence in pieces, for the script of the page: begin, ask how far it came, send the next piece, finish, cancel.

Answers are JSON; a refusal is 422 with the sentence, a piece for another place is 409 with the right one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.evidence import attachments, uploads
from jiqun.evidence.models import Attachment, Upload
from jiqun.recognition.acts.filing import evidence_drafts
from jiqun.recognition.queries.filing.evidence import evidence_page

UNREADABLE = Text("请求不完整，请刷新页面后重试。", "The request is incomplete; reload the page and try again.")


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turns refusals into answers the script can show."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except uploads.Elsewhere as elsewhere:
            return JsonResponse({"offset": elsewhere.offset}, status=409)
        except NotHere as said:
            return JsonResponse({"error": str(said)}, status=404)
        except Refusal as said:
            return JsonResponse({"error": str(said)}, status=422)

    return answered


@login_required
@require_POST
@answering
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begins or goes on: `{"requirement", "name", "size", "mark"}` → `{"url", "offset", "piece"}`."""
    try:
        told = json.loads(request.body)
        requirement, name, mark = (str(told[key]) for key in ("requirement", "name", "mark"))
        size = int(told["size"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError, RawPostDataException):
        raise Refusal(UNREADABLE) from None
    if "\0" in requirement + mark or len(requirement) > 60 or size < 0:
        raise Refusal(UNREADABLE)
    found = evidence_drafts.begin_upload(
        pk,
        requirement,
        name=name,
        size=size,
        mark=mark,
        by=signed_in(request),
        now=office_time(request),
        at=timezone.now(),
    )
    url = reverse("recognition:evidence-upload", args=[pk, found.pk])
    return JsonResponse({"url": url, "offset": found.received, "piece": uploads.PIECE})


@login_required
@require_http_methods(["GET", "PUT", "POST", "DELETE"])
@answering
def upload(request: HttpRequest, pk: UUID, upload: UUID) -> HttpResponse:
    """GET: how far; PUT: the next piece, at the place its header `Upload-Offset` names; POST: finish; DELETE: stop."""
    user = signed_in(request)
    found = evidence_drafts.upload_of(pk, upload, by=user)
    if request.method == "PUT":
        offset = request.headers.get("Upload-Offset", "")
        if not (offset.isascii() and offset.isdecimal() and len(offset) < 12):
            raise Refusal(UNREADABLE)
        return JsonResponse({"offset": uploads.receive(found, int(offset), request.body, timezone.now())})
    if request.method == "POST":
        return finished(request, found)
    if request.method == "DELETE":
        uploads.forget(found)
        return HttpResponse(status=204)
    return JsonResponse({"offset": found.received})


def finished(request: HttpRequest, found: Upload) -> HttpResponse:
    """Checks and attaches; the parts of the page that are different now."""
    user, case, requirement = signed_in(request), found.case, found.requirement
    before = attachments.files(case)
    attached: Attachment = evidence_drafts.finish_upload(case.pk, found.pk, by=user, now=office_time(request))
    remark = evidence_drafts.same_as(case, attached, before)
    return JsonResponse({"said": str(remark or ""), **parts(request, Case.objects.get(pk=case.pk), requirement)})


def parts(request: HttpRequest, case: Case, requirement: str) -> dict[str, str]:
    """The checklist and one requirement, as the page draws them."""
    page = evidence_page(case, signed_in(request), may_edit=True)
    context = {"evidence": page, "case": case, "may_edit": True, "for_expert": False, "each": page.of(requirement)}
    return {
        "checklist": render_to_string("recognition/_evidence_checklist.html", context, request),
        "held": render_to_string("recognition/_evidence_held.html", context, request),
    }
