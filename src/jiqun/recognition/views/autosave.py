"""What a section's page asks for by itself while people type: saving, and hearing of the others. Answers in JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms import autosaving, presence
from jiqun.forms.answers import answers
from jiqun.forms.saving import Saved
from jiqun.forms.sections import SectionForm
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.pages import answer_lines
from jiqun.recognition.views.sections import part

GONE = Text("没有这个办件，或不在您的辖区。", "There is no such matter, or it is not in your territory.")
View = Callable[..., HttpResponse]


def for_the_page(view: View) -> View:
    """Lets only the account through that the page was made for; says who is wanted in a way the page understands.

    401: nobody is signed in. 403: somebody else is. 404: there is no such draft for this account.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"signed_out": True}, status=401)
        if request.POST.get("account") != str(signed_in(request).pk):
            return JsonResponse({"other_account": True}, status=403)
        try:
            return view(request, *args, **kwargs)
        except (Http404, NotHere):
            return JsonResponse({"refusal": str(GONE)}, status=404)
        except Refusal as said:
            return JsonResponse({"refusal": str(said)}, status=409)

    return checked


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


@require_GET
@ensure_csrf_cookie
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token against forged requests, for a page that outlived its own."""
    return HttpResponse(status=204)
