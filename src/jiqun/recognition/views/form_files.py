"""The form of an application as an Excel workbook: taken away to be filled in, and brought back."""

from __future__ import annotations

import io
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms import sheets
from jiqun.forms.answers import answers
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.acts.filing.form_import import Imported, import_form
from jiqun.recognition.queries.filing.application import application_of, form_for
from jiqun.recognition.queries.filing.pages import PRIVATE
from jiqun.recognition.views.filing import found
from jiqun.web.exports import download

NONE_CHOSEN = Text("请选择填好的工作簿。", "Choose the workbook you filled in.")


@login_required
@require_safe
def form_workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form with its answers as a workbook; not the contact person for experts."""
    case = found(request, pk)
    application = application_of(case)
    hidden = PRIVATE if signed_in(request).role == Role.EXPERT else ()
    standing = {name: given for name, given in answers(case).items() if name not in hidden}
    file = io.BytesIO()
    sheets.write(
        form_for(application),
        application.round.base_year,
        application.round.form.number,
        {name: given.value for name, given in standing.items()},
        {name: given.version for name, given in standing.items()},
        file,
    )
    return download(file.getvalue(), f"{case.number}-申报表.xlsx")


@login_required
def import_workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bringing the workbook back; every fault at once, by sheet and line, and then nothing is imported."""
    case = found(request, pk)
    if signed_in(request).role == Role.EXPERT:
        raise Http404
    imported, refusal = None, drafts.editable(case, signed_in(request))
    if request.method == "POST" and refusal is None:
        upload = request.FILES.get("workbook")
        if upload is None:
            imported = Imported(problems=[sheets.Problem("", None, NONE_CHOSEN)])
        else:
            try:
                # One byte beyond what is taken is enough to refuse it.
                data = upload.read(sheets.LARGEST + 1)
                imported = import_form(case.pk, data, by=signed_in(request), now=office_time(request))
            except NotHere:
                raise Http404 from None
            except Refusal as said:
                refusal = said.text
        if imported is not None and not imported.problems and not imported.clashes:
            told = Text(f"已导入，{imported.written} 项有更新。", f"Imported; {imported.written} answers changed.")
            messages.success(request, str(told))
            return redirect(reverse("recognition:application", args=[pk]))
    context = {"case": case, "imported": imported, "refusal": refusal}
    status = 200 if request.method == "GET" else 409 if refusal or (imported and imported.clashes) else 422
    return render(request, "recognition/form_import.html", context, status=status)
