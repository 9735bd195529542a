"""What the pre-check sheet's page asks for by itself while officers type. Answers in JSON."""

from __future__ import annotations

from random import Random
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import steps
from jiqun.casework import views as casework
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.forms.for_the_page import for_the_page
from jiqun.recognition.acts import conclusion_drafts as drafts
from jiqun.recognition.forms.conclusions import ConcludeForm


def drafting(request: HttpRequest, pk: UUID) -> Doing:
    """The act the sheet is typed for. Raises `Refusal` for whoever may not conclude, and once it is over."""
    case: Case = casework.subject_or_404(request, "application", pk)
    table = procedure("application")
    doing = Doing(table, table.by_act["conclude"], case, signed_in(request), {}, office_time(request), Random(0))
    steps.may(doing)
    return doing


@require_POST
@for_the_page
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps the fields that were sent and says what became of each."""
    doing, data = drafting(request, pk), request.POST.dict()
    form = ConcludeForm(doing=doing)
    kept = drafts.save(doing.subject, form, data, by=signed_in(request), now=timezone.now())
    return JsonResponse(drafts.answer(kept, data, timezone.now()))


@require_POST
@for_the_page
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What colleagues typed since this page was shown."""
    doing, data = drafting(request, pk), request.POST.dict()
    shown = {name: value for name, value in data.items() if name.startswith(drafts.SHOWN)}
    return JsonResponse({**drafts.answer(drafts.standing(doing.subject), shown, timezone.now()), "present": []})
