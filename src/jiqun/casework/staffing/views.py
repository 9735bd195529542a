"""Pages of 单位与人员: what stands, bringing in a workbook, one change, and the links of those without a password."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiqun.authorities.again import confirmation
from jiqun.authorities.models import ROLE_TITLES, Account, Authority, Role
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import acting
from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.models.staffing import KEEPERS, StaffChange
from jiqun.casework.passwords.procedure import RESET
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.casework.staffing import columns, planning
from jiqun.casework.staffing.procedure import SECURITY, STAFF, SYSTEM
from jiqun.web.exports import download

MOST_LINKS = 300
"""Links made at once: each is a random token and two rows."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A link just made, for the sheet that is handed out."""

    username: str
    name: str
    place: str
    url: str


def keeper(request: HttpRequest) -> Account:
    """The account of a system or security administrator; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in KEEPERS or user.authority is None:
        raise Http404
    return user


@login_required
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """The units of the territory with how many accounts each has, and the changes so far."""
    user = keeper(request)
    assert user.authority is not None
    active = Q(accounts__is_active=True)
    units = (
        Authority.objects.filter(path__startswith=user.authority.path)
        .annotate(
            people=Count("accounts", filter=active),
            officers=Count("accounts", filter=active & Q(accounts__role=Role.OFFICER)),
            approvers=Count("accounts", filter=active & Q(accounts__role=Role.APPROVER)),
        )
        .order_by("path")
    )
    context = {
        "units": units,
        "without": sum(1 for each in units if not each.officers or not each.approvers),
        "changes": StaffChange.objects.visible_to(user).select_related("authority").order_by("-proposed_at")[:20],
        "states": {each.name: each.title for each in procedure(STAFF).states},
        "no_password": without_password(user).count(),
        "may_import": SYSTEM.fits(user),
        "may_link": SECURITY.fits(user),
    }
    return render(request, "casework/staff.html", context)


def without_password(user: Account) -> Any:
    """Accounts of the territory nobody can sign in by yet: in use, no password, the own one apart."""
    assert user.authority is not None
    found = Account.objects.filter(authority__path__startswith=user.authority.path, is_active=True)
    return found.filter(password__startswith="!").exclude(pk=user.pk).select_related("person", "authority")


@login_required
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """What stands in the territory, as the workbook that is gone over and brought back."""
    user = keeper(request)
    assert user.authority is not None
    path = user.authority.path
    authorities = Authority.objects.filter(path__startswith=path).order_by("path")
    accounts = Account.objects.filter(authority__path__startswith=path).exclude(role=Role.EXPERT)
    rows = accounts.select_related("person").order_by("authority__path", "username")
    return download(columns.written(authorities, rows), "units-and-people.xlsx")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """The workbook; with a fault nothing is taken, and all faults are listed at their cells."""
    user, now, table = keeper(request), office_time(request), procedure(STAFF)
    spec = table.opening
    if spec is None or not SYSTEM.fits(user):
        raise Http404
    form, refusal, status = spec.form(), None, 200
    if request.method == "POST":
        given: dict[str, Any] = {"payload": request.POST, "files": request.FILES}
        try:
            done = open_matter(STAFF, by=user, key=request.POST.get("key", ""), now=now, **given)
        except Invalid:
            if isinstance(file := request.FILES.get("workbook"), UploadedFile):
                file.seek(0)
            form = spec.form(request.POST, request.FILES, doing=Doing(table, spec, None, user, {}, now, Random(0)))
            form.is_valid()
            status = 422
        except Refusal as said:
            refusal, status = said, 409
        else:
            return redirect("casework:staff-change", done.subject.pk)
    context = {"form": form, "refusal": refusal, "faults": getattr(form, "faults", ()), "key": uuid.uuid4().hex}
    return render(request, "casework/staff_import.html", context, status=status)


@login_required
@require_safe
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One workbook: what it changes, line by line, and what to think of before it is adopted."""
    user = keeper(request)
    found: StaffChange = acting.subject_or_404(request, STAFF, pk)
    waiting = found.state == "proposed"
    planned = planning.plan(found.proposed_by, found.units, found.people) if waiting else None
    table = procedure(STAFF)
    context = {
        "change": found,
        "state": table.by_state[found.state].title,
        "units": planned.units if planned else [("", line) for line in found.units],
        "people": planned.people if planned else [("", line) for line in found.people],
        "planned": planned,
        "offered": [act for act in table.acts if waiting and act.who.fits(user)],
        "history": history(found.pk),
    }
    return render(request, "casework/staff_change.html", context)


@login_required
@require_POST
def links(request: HttpRequest) -> HttpResponse:
    """A link for each account of the territory without a password, as a sheet to hand out; shown this once."""
    if (asked := confirmation(request)) is not None:
        return asked
    user = keeper(request)
    if not SECURITY.fits(user):
        raise Http404
    now, key = office_time(request), request.POST.get("key") or uuid.uuid4().hex
    made = []
    for number, each in enumerate(without_password(user).order_by("authority__path", "username")[:MOST_LINKS]):
        done = open_matter(RESET, by=user, payload={"account": each.username}, key=f"{key[:50]}-{number}", now=now)
        if token := getattr(done.subject, "token", ""):
            url = request.build_absolute_uri(reverse("casework:choose-password", args=[token]))
            place = f"{each.authority.name} {ROLE_TITLES[Role(each.role)]}"
            made.append(Fresh(each.username, each.person.name, place, url))
    if not made:
        messages.info(request, str(Text("辖区内的账号都已有密码。", "Every account of the territory has a password.")))
        return redirect("casework:staff")
    response = render(request, "casework/staff_links.html", {"made": made})
    response["Cache-Control"] = "no-store"
    return response
