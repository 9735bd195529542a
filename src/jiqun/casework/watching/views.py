"""Marking a matter, and the calendar of one's tasks."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiqun.authorities.hours import ZONE, day_of
from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import todo
from jiqun.casework.acting import opening
from jiqun.casework.models import STAFF, CalendarLink, Case, Watch
from jiqun.casework.watching.calendars import Dated, calendar
from jiqun.casework.watching.procedure import NAME

MINE = Text("集群通：我的待办", "Jiqun: my tasks")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whether the matter is marked; a POST sets the mark (`on=1`) or takes it away (`on=0`)."""
    user = signed_in(request)
    case = get_object_or_404(Case.objects.visible_to(user), pk=pk)
    if user.role not in STAFF:
        raise Http404
    if request.method == "POST":
        put(user, case, request.POST.get("on") == "1")
        if not request.headers.get("HX-Request"):
            return redirect("casework:matter", case.pk)
    on = Watch.objects.visible_to(user).filter(case=case).exists()
    name = "casework/_watch.html" if request.headers.get("HX-Request") else "casework/watch.html"
    return render(request, name, {"matter": case, "on": on})


def put(user: Account, case: Case, on: bool) -> None:
    """Sets the mark or takes it away; twice is once."""
    if not on:
        Watch.objects.visible_to(user).filter(case=case).delete()
        return
    try:
        with transaction.atomic():
            Watch.objects.create(account=user, case=case, since=timezone.now())
    except IntegrityError:
        pass


def open_calendar(request: HttpRequest) -> HttpResponse:
    """Opening the own calendar."""
    return opening(request, NAME)


@login_required
@require_safe
def calendar_entered(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where an act on the calendar leads: to the own account."""
    get_object_or_404(CalendarLink.objects.visible_to(signed_in(request)), pk=pk)
    return redirect("casework:account")


@require_safe
@never_cache
def tasks_calendar(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """The tasks of an account that have a date, for whoever holds its link. No figure and no reason is in it."""
    link = CalendarLink.objects.all().held(pk, token)
    if link is None:
        raise Http404
    now = office_time(request)
    at = request.build_absolute_uri("/").rstrip("/")
    body = calendar(entries(link.account, now), str(MINE), now, at)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def entries(user: Account, now: datetime) -> list[Dated]:
    """One entry a task with a date."""
    found = []
    for task in todo.tasks(user, now):
        if task.due_at is None:
            continue
        day = day_of(task.due_at)
        acts = "、".join(str(each) for each in task.acts) or str(task.state)
        uid = hashlib.sha256(f"{user.pk}:{task.url}".encode()).hexdigest()[:32]
        until = f"{task.due_at.astimezone(ZONE):%Y-%m-%d %H:%M}"
        found.append(Dated(uid, f"{acts}：{task.title}", day, day, task.url, until))
    return found
