"""The province's pages of objections: the list, one objection, who objects (each reading journalled)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jiqun.authorities.again import confirmation
from jiqun.authorities.models import OFFICE, Level, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.procedure import procedure
from jiqun.evidence.handing import handed_out
from jiqun.notices import queries, sealing
from jiqun.notices.interests import interest, signers_interest
from jiqun.notices.models import Objection, ObjectionStep

OF_ROLE = {Role.OFFICER: interest, Role.APPROVER: signers_interest}
"""Who is warned of an interest of one's own on the page, by role."""


def handler(request: HttpRequest) -> Any:
    """The account, when it is the province's office or the discipline supervisor; 404 for everybody else."""
    user: Any = request.user
    if user.role not in (*OFFICE, Role.SUPERVISOR) or user.level != Level.PROVINCE:
        raise Http404
    return user


@login_required
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """What came in, open ones first."""
    user = handler(request)
    lines = queries.objections(user, request.now)  # type: ignore[attr-defined]
    context = {"lines": lines, "may_enter": user.role == Role.OFFICER}
    return render(request, "notices/objections.html", context)


@login_required
@require_safe
def objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One objection, who objects covered, for those who handle it."""
    return page(request, pk)


@login_required
@require_POST
def objector(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same page with who objects, once the password was given again and the reading is in the journal."""
    found = casework.subject_or_404(request, "objection", pk)
    if (asked := confirmation(request)) is not None:
        return asked
    sealing.read_identity(found, signed_in(request), office_time(request))
    return page(request, pk, uncovered=True)


def page(request: HttpRequest, pk: UUID, *, uncovered: bool = False) -> HttpResponse:
    """The page of an objection."""
    table = procedure("objection")
    found: Objection = casework.subject_or_404(request, "objection", pk)
    user = signed_in(request)
    context = {
        **casework.case_context(request, table, found),
        "objection": found,
        "uncovered": uncovered,
        "handling": ObjectionStep.objects.filter(objection=found).select_related("by__person").order_by("at", "pk"),
        "interest": OF_ROLE[Role(user.role)](user, found) if user.role in OF_ROLE else None,
        "history": history.history(found.pk),
    }
    response = render(request, "notices/objection.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def evidence(request: HttpRequest, pk: UUID, place: int) -> HttpResponseBase:
    """One of the files that came with an objection: a unit's sealed letter names who objects, so each is journalled."""
    found: Objection = casework.subject_or_404(request, "objection", pk)
    file = nth(found.files, place)
    if (asked := confirmation(request)) is not None:
        return asked
    sealing.read_identity(found, signed_in(request), office_time(request))
    return file


@login_required
@require_safe
def step_file(request: HttpRequest, pk: UUID, step: int, place: int) -> FileResponse:
    """One of the files of a step of its handling."""
    found: Objection = casework.subject_or_404(request, "objection", pk)
    row = ObjectionStep.objects.filter(objection=found, pk=step).first()
    if row is None:
        raise Http404
    return nth(row.files, place)


def nth(files: list[dict[str, str]], place: int) -> FileResponse:
    """A file by its place. Raises `Http404`."""
    if place >= len(files):
        raise Http404
    return handed_out(files[place]["sha256"], files[place]["name"])
