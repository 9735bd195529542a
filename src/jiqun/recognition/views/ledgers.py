"""台账明细: the entries of the cluster's ledgers that the application counts, field by field, with their proof."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.evidence import attachments
from jiqun.ledgers.kinds import kind
from jiqun.recognition.queries.filing import ledger_slice
from jiqun.recognition.queries.filing.application import application_of, form_for, ledger_of, shows_living
from jiqun.recognition.views.filing import case_page, found


@login_required
@require_safe
def ledgers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was counted: as it stands for the county that drafts, as it was handed in for everybody else."""
    case, user = found(request, pk), signed_in(request)
    slice_, living = ledger_of(case, user), shows_living(case, user)
    if not living:
        slice_ = ledger_slice.with_attachments(slice_, attachments.by_requirement(attachments.files(case)))
    rows = [each.row for each in slice_.entries]
    fields = []
    for field in form_for(application_of(case)).fields():
        if not field.ledger:
            continue
        told = ledger_slice.told_of(field, rows, slice_.base_year, slice_.on)
        entries = slice_.of(field)
        tables = [
            (kind(name), [each for each in entries if each.kind == name])
            for name in dict.fromkeys(count.kind for count in field.ledger)
        ]
        fields.append((field, told, [(of, found_) for of, found_ in tables if found_], kind(field.ledger[0].kind)))
    context = case_page(request, case, "form", fields=fields, living=living, on=slice_.on, base_year=slice_.base_year)
    return render(request, "recognition/application_ledgers.html", context)
