"""Pages of a form desk: a section being filled in, what it saves by itself, and how its answers came about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.acting import whole as whole_number
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms import autosaving, desk, presence
from jiqun.forms.answers import Given, answers
from jiqun.forms.definitions import Section
from jiqun.forms.for_the_page import for_the_page
from jiqun.forms.history import MOST, answer_history, places
from jiqun.forms.reading import answer_lines
from jiqun.forms.saving import Saved
from jiqun.forms.sections import SHOWN, SectionForm

A_PAGE = 50


def own(request: HttpRequest, pk: UUID) -> tuple[Case, desk.Desk]:
    """A matter that the person's own authority fills in, with its desk, or the one 404."""
    user = signed_in(request)
    case = Case.objects.visible_to(user).filter(pk=pk, authority=user.authority_id).first()
    if case is None:
        raise Http404
    try:
        return case, desk.desk_of(case)
    except NotHere:
        raise Http404 from None


def section_or_404(case: Case, of: desk.Desk, number: int) -> Section:
    """The section of that number."""
    try:
        return of.form(case).section(number)
    except LookupError:
        raise Http404 from None


@login_required
def section(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Filling in one section. What another clerk changed meanwhile is shown beside one's own, never overwritten."""
    case, of = own(request, pk)
    user, wanted = signed_in(request), section_or_404(case, of, number)
    whole = of.form(case)
    following = next((each.number for each in whole.sections if each.number > number and desk.asks(each)), None)
    saved, refusal = None, of.refusal(case, user)
    if request.method == "POST" and refusal is None:
        try:
            saved = desk.save(case.pk, number, request.POST, by=user, now=office_time(request))
        except NotHere:
            raise Http404 from None
        except Refusal as said:
            refusal = said.text
        else:
            if saved.whole:
                messages.success(request, str(Text(f"“{wanted.title.zh}”已保存。", f"“{wanted.title.en}” is saved.")))
                if "next" in request.POST and following is not None:
                    return redirect(reverse("forms:section", args=[case.pk, following]))
                return redirect(reverse(of.page, args=[case.pk]))
    standing = saved.standing if saved else answers(case)
    if request.method == "POST":
        form = saved.form if saved else SectionForm(wanted, of.base_year(case), request.POST)
    else:
        form = SectionForm(wanted, of.base_year(case), initial={name: given.value for name, given in standing.items()})
    known = of.known(case, wanted)
    context = {
        "case": case,
        "desk": of,
        "section": wanted,
        "count": len(whole.sections),
        "following": following,
        "form": form,
        "rows": rows(form, standing, known),
        "versions": [(f"{SHOWN}-{name}", standing[name].version if name in standing else 0) for name in form.fields],
        "saved": saved,
        "clashes": clashes(saved),
        "refusal": refusal,
        "shown": [(field, known.get(field.id, ())) for field in wanted.fields if not field.asked],
        "words": autosaving.words(),
    }
    status = 200 if request.method == "GET" else 409 if refusal or (saved and saved.clashes) else 422
    return render(request, "forms/section.html", context, status=status)


def rows(form: SectionForm, standing: dict[str, Given], known: desk.Known) -> list[dict[str, Any]]:
    """Each field as the template shows it: the reason beside it, who saved it when, what is known about it."""
    return [
        {"field": field, "reason": reason, "given": standing.get(field.name), "known": known.get(field.name, ())}
        for field, reason in form.rows()
    ]


def clashes(saved: Saved | None) -> list[dict[str, Any]]:
    """What two people changed at once, both values in words."""
    return [
        {
            "field": clash.field,
            "by": clash.by,
            "at": clash.at,
            "theirs": "；".join(answer_lines(clash.field, clash.theirs)),
            "mine": "；".join(answer_lines(clash.field, clash.mine)),
        }
        for clash in (saved.clashes if saved else ())
    ]


@require_POST
@for_the_page
def save(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Saves the fields that were sent and says what became of each; also what others changed meanwhile."""
    saved = desk.save(pk, number, request.POST, by=signed_in(request), now=office_time(request))
    return JsonResponse(autosaving.answer(saved, request.POST, answer_lines, timezone.now()))


@require_POST
@for_the_page
def watch(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Notes who has the section open, says who else has, and brings what they changed."""
    user, now = signed_in(request), timezone.now()
    case = desk.draft(pk, user)
    of = desk.desk_of(case)
    form = SectionForm(section_or_404(case, of, number), of.base_year(case), {})
    changed = request.POST.get("changed", "")
    presence.come(case, user, number, changed if changed in form.fields else "", now)
    others, whole = presence.at_work(case, user, now), of.form(case)
    return JsonResponse(
        {
            **autosaving.answer(Saved(form, standing=answers(case)), request.POST, answer_lines, now),
            "present": [str(presence.sentence(other, whole, number)) for other in others],
        }
    )


@login_required
@require_safe
def draft_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every change of the draft, the newest first."""
    case, of = own(request, pk)
    changed, cut = answer_history(case, of.form(case))
    page = Paginator(changed, A_PAGE).get_page(request.GET.get("page"))
    context = {"case": case, "desk": of, "page": page, "most": MOST if cut else None}
    return render(request, "forms/draft_history.html", context)


@login_required
def field_history(request: HttpRequest, pk: UUID, field: str) -> HttpResponse:
    """The history of one field; POST takes an earlier value back."""
    case, of = own(request, pk)
    user, form = signed_in(request), of.form(case)
    known = places(form)
    if field not in known:
        raise Http404
    asked, number = known[field]
    if request.method == "POST":
        change, shown = whole_number(request.POST.get("change")), whole_number(request.POST.get("shown"))
        try:
            with desk.held(case.pk, user) as case:
                desk.restore(case, form, of.base_year(case), change, shown, by=user, now=office_time(request))
        except NotHere:
            raise Http404 from None
        except Refusal as said:
            messages.error(request, str(said))
            return redirect(reverse("forms:answer-history", args=[case.pk, field]))
        messages.success(
            request, str(Text(f"“{asked.label.zh}”已恢复为所选内容。", f"“{asked.label.en}” is as it was then."))
        )
        return redirect(f"{reverse('forms:section', args=[case.pk, number])}#id_{field}")
    standing = answers(case).get(field)
    changed, cut = answer_history(case, form, field)
    context = {
        "case": case,
        "desk": of,
        "asked": asked,
        "section": number,
        "changes": changed,
        "most": MOST if cut else None,
        "version": standing.version if standing else 0,
        "may_edit": of.refusal(case, user) is None,
    }
    return render(request, "forms/answer_history.html", context)


@login_required
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """Where a person lands who signed in again on a new page, because the session had ended while they typed."""
    return render(request, "forms/signed_in_again.html")
