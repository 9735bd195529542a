"""Whom a renewal round may cover, whom it covers, and who has not applied (Article 15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from jiqun.authorities.models import Authority
from jiqun.casework.models import Case
from jiqun.register.becoming import not_passed
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Recognition
from jiqun.supervision.models import Covered, Renewal, RenewalRound

UNDER_WAY = ("drafting", "called", "notice")
OPEN = ("called", "notice")


def ending(first: date, last: date, but: Case | None = None) -> list[Recognition]:
    """Provincial recognitions whose term ends within these days, by end and place; one query.

    Left out are those that were revoked, whose review of this term was not passed, and those another round under way
    covers already (`but` is the round that asks).
    """
    others = Covered.objects.filter(recognition=OuterRef("pk"), round__case__state__in=UNDER_WAY)
    if but is not None:
        others = others.exclude(round=but.pk)
    failed = not_passed().filter(recognition=OuterRef("pk"), valid_to=OuterRef("valid_to"))
    rows = Recognition.objects.filter(
        ~Exists(others),
        ~Exists(failed),
        level=PROVINCIAL,
        revoked_from__isnull=True,
        valid_to__range=(first, last),
    )
    return list(rows.select_related("cluster__authority").order_by("valid_to", "cluster__path", "cluster__name"))


def covered(of: RenewalRound) -> list[Recognition]:
    """The recognitions a round covers, by end and place; one query."""
    rows = Recognition.objects.filter(renewal_rounds__round=of).select_related("cluster__authority")
    return list(rows.order_by("valid_to", "cluster__path", "cluster__name"))


def open_to(authority: Authority) -> list[Covered]:
    """What a county may apply for now: covered by a called round, not applied for, not revoked; one query."""
    applied = Renewal.objects.filter(round=OuterRef("round"), recognition=OuterRef("recognition"), live=True)
    rows = Covered.objects.filter(
        ~Exists(applied),
        round__case__state__in=OPEN,
        recognition__cluster__authority=authority,
        recognition__revoked_from__isnull=True,
        recognition__valid_to__range=(F("round__ends_from"), F("round__ends_to")),
    ).select_related("round__case", "round__form", "recognition__cluster")
    return list(rows.order_by("recognition__cluster__name", "round__issued_on"))


def missing(of: RenewalRound) -> list[Recognition]:
    """Covered recognitions for which nothing was handed in; two queries. What follows from it is for people."""
    handed_in = set(
        Renewal.objects.filter(round=of, live=True, submitted_at__isnull=False).values_list("recognition", flat=True)
    )
    return [row for row in covered(of) if row.pk not in handed_in]


def missed_or_failed(recognitions: Iterable[UUID]) -> dict[UUID, str]:
    """For Article 17(一): the number of the round that covered a recognition and was closed without its application
    (`missed …`), or in which its review was not passed (`failed …`). Three queries."""
    keys = list(recognitions)
    ended = Covered.objects.filter(
        recognition__in=keys, round__case__state="closed", recognition__valid_to__lte=F("round__ends_to")
    )
    rows = Renewal.objects.filter(recognition__in=keys, live=True)
    handed_in = set(rows.filter(submitted_at__isnull=False).values_list("round", "recognition"))
    found = {
        recognition: f"missed {number}"
        for round_, recognition, number in ended.values_list("round", "recognition", "round__case__number")
        if (round_, recognition) not in handed_in
    }
    failed = rows.filter(case__state="refused").values_list("recognition", "round__case__number")
    return found | {recognition: f"failed {number}" for recognition, number in failed}


def failing(recognition: UUID) -> str:
    """The number of the review of a recognition that the province has proposed not to pass, so that its decision may be
    made together with a revocation under 17(一); blank without one. One query."""
    rows = Renewal.objects.filter(recognition=recognition, case__state="failing", live=True)
    return rows.values_list("case__number", flat=True).first() or ""
