"""Filling in an application, section by section: the page, and what it asks for while people type."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.models import Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms import autosaving
from jiqun.forms.answers import Given, answers
from jiqun.forms.definitions import Form, Section
from jiqun.forms.desk_views import clashes
from jiqun.forms.sections import SHOWN, SectionForm
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.queries.corrections.asked import corrections_by_field
from jiqun.recognition.queries.filing import pages
from jiqun.recognition.queries.filing.application import application_of, form_for
from jiqun.recognition.queries.filing.beside_fields import beside
from jiqun.recognition.views.filing import found


def part(case: Case, number: int) -> tuple[Form, Section]:
    """The application's form and the section of that number, or the one 404."""
    whole = form_for(application_of(case))
    try:
        return whole, whole.section(number)
    except LookupError:
        raise Http404 from None


@login_required
def section(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Filling in one section. What another clerk changed meanwhile is shown beside one's own, never overwritten."""
    case, user = found(request, pk), signed_in(request)
    if user.role == Role.EXPERT:  # the form as it was handed in is theirs to read, not who is to be called
        raise Http404
    whole, wanted = part(case, number)
    following = next((each.number for each in whole.sections if each.number > number and pages.asks(each)), None)
    saved, refusal = None, drafts.editable(case, user)
    if request.method == "POST":
        try:
            saved = drafts.save_answers(case.pk, number, request.POST, by=user, now=office_time(request))
        except NotHere:
            raise Http404 from None
        except Refusal as said:
            refusal = said.text
        else:
            if saved.whole:
                told = Text(f"“{wanted.title.zh}”已保存。", f"“{wanted.title.en}” is saved.")
                messages.success(request, str(told))
                if "next" in request.POST and following is not None:
                    return redirect(reverse("recognition:application-section", args=[case.pk, following]))
                return redirect(reverse("recognition:application", args=[case.pk]))
    standing = saved.standing if saved else answers(case)
    base_year = application_of(case).round.base_year
    if request.method == "POST":
        form = saved.form if saved else SectionForm(wanted, base_year, request.POST)
    else:
        form = SectionForm(wanted, base_year, initial={name: given.value for name, given in standing.items()})
    context = {
        "case": case,
        "section": wanted,
        "count": len(whole.sections),
        "following": following,
        "form": form,
        "rows": rows(form, standing, about := beside(case, wanted), corrections_by_field(case)),
        "beside": about,
        "versions": [(f"{SHOWN}-{name}", standing[name].version if name in standing else 0) for name in form.fields],
        "saved": saved,
        "clashes": clashes(saved),
        "refusal": refusal,
        "shown": [field for field in wanted.fields if not field.asked],
        "words": autosaving.words(),
    }
    status = 200 if request.method == "GET" else 409 if refusal or (saved and saved.clashes) else 422
    return render(request, "recognition/application_section.html", context, status=status)


def rows(
    form: SectionForm, standing: dict[str, Given], about: dict[str, Any], asked: dict[str, str]
) -> list[dict[str, Any]]:
    """Each field as the template shows it: the reason beside it, who saved it when, what is known about it, and what
    is to be corrected there."""
    return [
        {
            "field": field,
            "reason": reason,
            "given": standing.get(field.name),
            "about": about.get(field.name),
            "asked": asked.get(field.name, ""),
        }
        for field, reason in form.rows()
    ]
