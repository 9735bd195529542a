"""Pages of the pool: the list for the province, one expert's file, proposing one or many."""

from __future__ import annotations

import io
import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.models import OFFICE, Account, Authority, Kind, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.facts.workbook import texts
from jiqun.review.experts import READERS, ExpertFile
from jiqun.review.fields import choices
from jiqun.review.pool import importing, queries
from jiqun.review.pool.entering import fields_text
from jiqun.review.pool.procedure import OFFICER
from jiqun.web.exports import download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def provincial(request: HttpRequest, roles: tuple[str, ...]) -> Account:
    """The account, when it is of the province in one of the roles; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in roles or user.level != Level.PROVINCE:
        raise Http404
    return user


@login_required
@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """The pool, for the province's office and its discipline supervisor, by code."""
    user = provincial(request, READERS)
    wanted = asked(request)
    context = {
        "experts": queries.lines(user, wanted),
        "wanted": wanted,
        "narrowed": any(wanted),
        "by_name": user.role in OFFICE,
        "fields": choices(),
        "prefectures": Authority.objects.filter(kind=Kind.PREFECTURE).order_by("code").values_list("path", "name"),
        "states": procedure("expert").states,
        "may_nominate": OFFICER.fits(user),
    }
    return render(request, "review/experts.html", context)


def asked(request: HttpRequest) -> queries.Wanted:
    """What the address narrows the list to."""
    given = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "field", "place", "state", "free_on")}
    try:
        free_on = date.fromisoformat(given["free_on"]) if given["free_on"] else None
    except ValueError:
        free_on = None
    return queries.Wanted(given["q"], given["field"], given["place"], given["state"], free_on)


@login_required
@require_safe
def expert(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One expert's file: for the province with the name and a masked phone, for the expert the own one."""
    user = signed_in(request)
    file: ExpertFile = casework.subject_or_404(request, "expert", pk)
    own, office = file.expert_id == user.pk, user.role in OFFICE
    names = dict(Authority.objects.values_list("path", "name"))
    context: dict[str, Any] = {
        **casework.case_context(request, procedure("expert"), file),
        "file": file,
        "expert": file.expert,
        "person": file.expert.account.person if own or office else None,
        "phone": file.expert.account.person.phone if own else queries.masked(file.expert.account.person.phone),
        "own": own,
        "fields": fields_text(file.expert.fields),
        "place": queries.place_name(file.expert.place, names),
        "ties": queries.tie_names(file.expert.ties),
        "advised": queries.tie_names(file.expert.advised),
        "service": queries.service(file.expert),
        "history": history.history(file.pk, names=office),
        "no_password": OFFICER.fits(user) and not file.expert.account.has_usable_password(),
    }
    return render(request, "review/expert.html", context)


def nominate(request: HttpRequest) -> HttpResponse:
    """Proposing one expert."""
    return casework.opening(request, "expert")


@login_required
def import_experts(request: HttpRequest) -> HttpResponse:
    """Proposing many from a workbook; with a fault nobody is proposed, and all faults are listed at their cells."""
    user = provincial(request, (Role.OFFICER,))
    faults: list[importing.CellFault] = []
    if request.method == "POST":
        upload = request.FILES.get("workbook")
        key = request.POST.get("key", "")[:56] or uuid.uuid4().hex
        if upload is None:
            faults = [importing.CellFault("", Text("请选择填好的工作簿。", "Choose the workbook you filled in."))]
        else:
            data = upload.read(texts.LARGEST + 1)
            n, faults = importing.bring_in(data, by=user, key=key, now=office_time(request))
            if not faults:
                told = Text(f"已提名 {n} 名专家，逐名提请入库。", f"{n} experts proposed; take them in one by one.")
                messages.success(request, str(told))
                return redirect(f"{reverse('review:experts')}?state=proposed")
    context = {"faults": faults, "key": uuid.uuid4().hex}
    return render(request, "review/import_experts.html", context, status=422 if faults else 200)


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    provincial(request, (Role.OFFICER,))
    file = io.BytesIO()
    importing.blank(file)
    return download(file.getvalue(), "experts.xlsx")
