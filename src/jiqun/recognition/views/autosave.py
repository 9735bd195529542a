"""What a section's page asks for by itself while people type: saving, and hearing of the others. Answers in JSON."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiqun.authorities.requests import office_time, signed_in
from jiqun.forms import autosaving, presence
from jiqun.forms.answers import answers
from jiqun.forms.for_the_page import for_the_page
from jiqun.forms.reading import answer_lines
from jiqun.forms.saving import Saved
from jiqun.forms.sections import SectionForm
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.views.sections import part


@require_POST
@for_the_page
def save(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Saves the fields that were sent and says what became of each; also what others changed meanwhile.

    Six statements with session and account: the draft, its answers, and the two that write.
    """
    saved = drafts.save_answers(pk, number, request.POST, by=signed_in(request), now=office_time(request))
    return JsonResponse(autosaving.answer(saved, request.POST, answer_lines, timezone.now()))


@require_POST
@for_the_page
def watch(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Notes who has the section open, says who else has, and brings what they changed."""
    user, now = signed_in(request), timezone.now()
    case = drafts.draft(pk, user)
    whole, wanted = part(case, number)
    form = SectionForm(wanted, application_of(case).round.base_year, {})
    changed = request.POST.get("changed", "")
    presence.come(case, user, number, changed if changed in form.fields else "", now)
    others = presence.at_work(case, user, now)
    return JsonResponse(
        {
            **autosaving.answer(Saved(form, standing=answers(case)), request.POST, answer_lines, now),
            "present": [str(presence.sentence(other, whole, number)) for other in others],
        }
    )
