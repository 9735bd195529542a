"""What was decided on recognitions after they were announced, as the public reads it (Articles 15, 17)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from jiqun.bilingual import Text
from jiqun.outgoing.models import Paper
from jiqun.register.models import RecognitionChange
from jiqun.supervision.models import Revocation

RESTORED = RecognitionChange.Kind.RESTORED


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One decision in a recognition's history; `page` when it has a public page of its own."""

    pk: UUID
    title: Text
    kind: str
    on: date
    effective_on: date
    valid_from: date | None
    valid_to: date | None
    document: str
    reason: str
    source: str
    backfilled: bool
    page: bool


def history(recognitions: Collection[UUID]) -> dict[UUID, list[ChangeLine]]:
    """By recognition what was decided on it, the latest first; one query where nothing was.

    A revocation stands here once its decision was published, or was entered from paper.
    """
    rows = RecognitionChange.objects.filter(recognition__in=recognitions).order_by("-effective_on", "-pk")
    found: dict[UUID, list[ChangeLine]] = {}
    changes = list(rows)
    public = published(changes)
    numbers = withdrawals([row for row in changes if row.kind == RESTORED])
    for row in changes:
        of_ours = row.kind in (RecognitionChange.Kind.REVOKED, RESTORED) and not row.backfilled
        if of_ours and row.case_id not in public:
            continue
        found.setdefault(row.recognition_id, []).append(line(row, numbers.get(row.case_id, ""), page=of_ours))
    return found


def published(changes: Collection[RecognitionChange]) -> set[UUID]:
    """The revocations among the matters of these decisions that were published; one query, none without such."""
    keys = [row.case_id for row in changes if row.case_id and not row.backfilled]
    if not keys:
        return set()
    return set(Revocation.objects.public().filter(pk__in=keys).values_list("pk", flat=True))


def withdrawals(changes: Collection[RecognitionChange]) -> dict[UUID | None, str]:
    """By matter the number of the letter that withdrew a revocation, once it has one; no query without one."""
    keys = [row.case_id for row in changes if row.case_id]
    if not keys:
        return {}
    rows = Paper.objects.filter(case__in=keys, kind_slug="revocation_withdrawn").exclude(number="")
    return dict(rows.values_list("case", "number"))


def line(row: RecognitionChange, number: str, *, page: bool) -> ChangeLine:
    """One decision as it is shown."""
    document = number if row.kind == RESTORED else row.document
    return ChangeLine(
        row.pk,
        row.title,
        row.kind,
        row.on,
        row.effective_on,
        row.valid_from,
        row.valid_to,
        document or row.document,
        row.reason,
        row.source,
        row.backfilled,
        page,
    )


@require_safe
@cache_control(public=True, max_age=60)
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A published revocation with its reasons; where it was withdrawn since, that stands above it."""
    of = get_object_or_404(
        Revocation.objects.public().select_related("change", "recognition", "cluster", "letter"), change=pk
    )
    later = history([of.recognition_id]).get(of.recognition_id, [])
    context = {
        "of": of,
        "change": of.change,
        "withdrawn": next((each for each in later if each.kind == RESTORED), None) if of.withdrawn_at else None,
    }
    return render(request, "portal/decision.html", context)
