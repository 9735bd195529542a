"""修改记录: how the answers of a draft came about; an earlier value is taken back with one click."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.acting import whole as whole_number
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms.answers import answers
from jiqun.forms.history import MOST, answer_history, places
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.acts.filing.form_desk import APPLICATION
from jiqun.recognition.queries.filing.application import application_of, form_for
from jiqun.recognition.views.filing import found

A_PAGE = 50


def own(request: HttpRequest, pk: UUID) -> Case:
    """The draft of the person's own authority, or the one 404: how it came about concerns nobody else."""
    case = found(request, pk)
    if case.authority_id != signed_in(request).authority_id:
        raise Http404
    return case


@login_required
def whole(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every change of the draft, the newest first."""
    case = own(request, pk)
    changed, cut = answer_history(case, form_for(application_of(case)))
    page = Paginator(changed, A_PAGE).get_page(request.GET.get("page"))
    context = {"case": case, "desk": APPLICATION, "page": page, "most": MOST if cut else None}
    return render(request, "forms/draft_history.html", context)


@login_required
def of_field(request: HttpRequest, pk: UUID, field: str) -> HttpResponse:
    """The history of one field; POST takes an earlier value back."""
    case, user = own(request, pk), signed_in(request)
    form = form_for(application_of(case))
    known = places(form)
    if field not in known:
        raise Http404
    asked, number = known[field]
    refusal = drafts.editable(case, user)
    if request.method == "POST":
        change, shown = whole_number(request.POST.get("change")), whole_number(request.POST.get("shown"))
        try:
            drafts.restore_answer(case.pk, change, shown, by=user, now=office_time(request))
        except NotHere:
            raise Http404 from None
        except Refusal as said:
            messages.error(request, str(said))
            return redirect(reverse("recognition:answer-history", args=[case.pk, field]))
        told = Text(f"“{asked.label.zh}”已恢复为所选内容。", f"“{asked.label.en}” is as it was then.")
        messages.success(request, str(told))
        return redirect(f"{reverse('recognition:application-section', args=[case.pk, number])}#id_{field}")
    standing = answers(case).get(field)
    changed, cut = answer_history(case, form, field)
    context = {
        "case": case,
        "desk": APPLICATION,
        "asked": asked,
        "section": number,
        "changes": changed,
        "most": MOST if cut else None,
        "version": standing.version if standing else 0,
        "may_edit": refusal is None,
    }
    return render(request, "forms/answer_history.html", context)
