"""Pages of the forms themselves: revisions with what differs between them, proposals, and files to work with."""

from __future__ import annotations

import io
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.forms import defining, definitions, sheets
from jiqun.forms.comparing import compare
from jiqun.forms.models import FormRevision, ProposedForm
from jiqun.forms.procedure import OFFICER
from jiqun.forms.replacing import FORMS
from jiqun.forms.revisions import form_of
from jiqun.forms.schema import schema
from jiqun.web.exports import download


def reader(request: HttpRequest) -> Account:
    """The account, when it is staff; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user


@login_required
@require_safe
def all_forms(request: HttpRequest) -> HttpResponse:
    """Every form with its revisions, the one in force first."""
    user = reader(request)
    rows = FormRevision.objects.order_by("form", "-number").defer("definition")
    found = {name: [row for row in rows if row.form == name] for name in FORMS}
    shown = [(name, title, found[name]) for name, title in FORMS.items()]
    return render(request, "forms/forms.html", {"forms": shown, "may_propose": OFFICER.fits(user)})


@login_required
@require_safe
def revision(request: HttpRequest, pk: int) -> HttpResponse:
    """One revision: its fields by section, and what differs from the one before it or another one (`?from=`)."""
    reader(request)
    row = get_object_or_404(FormRevision, pk=pk)
    others = FormRevision.objects.filter(form=row.form).exclude(pk=pk).order_by("-number")
    asked = request.GET.get("from", "")
    before = next((each for each in others if str(each.number) == asked), None)
    before = before or others.filter(number__lt=row.number).first()
    context = {
        "row": row,
        "title": FORMS[row.form],
        "form": form_of(row),
        "others": others,
        "before": before,
        "differences": compare(form_of(before), form_of(row)) if before else [],
    }
    return render(request, "forms/revision.html", context)


@login_required
@require_safe
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A proposed form beside the one in force."""
    reader(request)
    case = casework.subject_or_404(request, "form", pk)
    row: ProposedForm = case.proposed_form
    now = FormRevision.objects.filter(form=row.form).order_by("-number").first()
    if row.adopted is not None:
        now = FormRevision.objects.filter(form=row.form, number__lt=row.adopted.number).order_by("-number").first()
    after = definitions.read(row.definition)
    before = form_of(now) if now else definitions.shipped_form(row.form)
    context = {
        **casework.case_context(request, procedure("form"), case),
        "row": row,
        "title": FORMS[row.form],
        "form": after,
        "before": now,
        "differences": compare(before, after),
        "files": attachments.files(case),
        "history": history.history(case.pk),
    }
    return render(request, "forms/proposal.html", context)


def propose(request: HttpRequest) -> HttpResponse:
    """Proposing a form from the department's workbook."""
    return casework.opening(request, "form", template="forms/propose.html")


@login_required
@require_safe
def definition(request: HttpRequest, form: str) -> HttpResponse:
    """The definition in force as a workbook to be edited; `?revision=` another one, `?shipped=1` the product's own."""
    reader(request)
    if form not in FORMS:
        raise Http404
    content: Any
    if "shipped" in request.GET:
        content = definitions.shipped(form)
    elif asked := request.GET.get("revision", ""):
        number = asked if asked.isdecimal() and len(asked) <= 9 else 0
        content = get_object_or_404(FormRevision, form=form, number=number).definition
    else:
        row = FormRevision.objects.filter(form=form).order_by("-number").first()
        content = row.definition if row else definitions.shipped(form)
    file = io.BytesIO()
    defining.write(content, file)
    return download(file.getvalue(), f"{FORMS[form].zh}-字段定义.xlsx")


@login_required
@require_safe
def blank(request: HttpRequest, pk: int) -> HttpResponse:
    """A revision as an empty workbook for a base year (`?base_year=`, by default last year)."""
    reader(request)
    row = get_object_or_404(FormRevision, pk=pk)
    file = io.BytesIO()
    sheets.write(form_of(row), base_year_of(request), row.number, {}, {}, file)
    return download(file.getvalue(), f"{FORMS[row.form].zh}-第{row.number}版.xlsx")


@login_required
@require_safe
def json_schema(request: HttpRequest, pk: int) -> HttpResponse:
    """A revision's answers as a JSON Schema for programs."""
    reader(request)
    row = get_object_or_404(FormRevision, pk=pk)
    answer = schema(form_of(row), base_year_of(request))
    return JsonResponse(answer, status=HTTPStatus.OK, json_dumps_params={"ensure_ascii": False, "indent": 1})


def base_year_of(request: HttpRequest) -> int:
    """The base year that was asked for, or the year before the office's date."""
    asked = request.GET.get("base_year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else office_time(request).year - 1
