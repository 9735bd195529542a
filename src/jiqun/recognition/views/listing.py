"""Pages of the list, its notices and its announcement, for the province."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import OFFICE, Level, Role
from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.notices import announced
from jiqun.notices.models import Announcement, Publication
from jiqun.notices.queries import held_back
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries import notice as notices
from jiqun.recognition.queries import screening
from jiqun.recognition.queries.outcome import outcome


def provincial(request: HttpRequest, pk: UUID) -> Case:
    """The round, for the province's office and the discipline supervisor; 404 for everybody else."""
    case: Case = casework.subject_or_404(request, "round", pk)
    user: Any = request.user
    if user.role not in (*OFFICE, Role.SUPERVISOR) or user.level != Level.PROVINCE:
        raise Http404
    return case


@login_required
def listing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list of a round as it stands, its notices with their records, objections still open."""
    case = provincial(request, pk)
    table = procedure("application")
    found = queries.standing(case)
    publications = (
        Publication.objects.filter(notice__round=case)
        .select_related("by__person", "confirmed_by__person")
        .order_by("recorded_at")
    )
    by_notice: dict[UUID, list[Publication]] = {}
    for publication in publications:
        by_notice.setdefault(publication.notice_id, []).append(publication)
    announcement = Announcement.objects.filter(pk=case.pk).first()
    recorded = announced.records(announcement) if announcement else []
    context = {
        **casework.case_context(request, procedure("round"), case),
        "lines": [(line, table.by_state[line.state].title) for line in queries.lines(case)],
        "notices": [(notice, by_notice.get(notice.pk, [])) for notice in found.notices],
        "standing": found,
        "announcement": announcement,
        "announced": announced.announced(announcement, recorded) if announcement else [],
        "announcement_records": recorded,
        "outcome": outcome(case, signed_in(request)),
        "screened": screening.screened(case, signed_in(request), request.now.date()),  # type: ignore[attr-defined]
        "may_screen": signed_in(request).role == Role.OFFICER,
        "today": request.now.date(),  # type: ignore[attr-defined]
    }
    return render(request, "recognition/list.html", context)


@login_required
def announce(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Announcing the list, with everything that is about to be announced."""
    case = provincial(request, pk)
    held = held_back(case)
    context = {
        "listed": [notices.item(row) for row in queries.in_state(case, "listed") if row.pk not in held],
        "held": [(notices.item(row), held[row.pk]) for row in queries.in_state(case, "listed") if row.pk in held],
        "standing": queries.standing(case),
    }
    return casework.act(request, "round", pk, "announce", template="recognition/announce_form.html", context=context)


@login_required
def certificates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drafting the certificates; the address of this system is proposed as the office itself reaches it."""
    provincial(request, pk)
    site = request.build_absolute_uri("/").rstrip("/")
    return casework.act(request, "round", pk, "draft_certificates", initial={"site": site})
