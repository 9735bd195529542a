"""Terms that ran out although a round of renewal reviews covered them, and reviews not passed (Article 17(一)).

The end of a term alone is no lead: the cluster waits for its renewal review (有效期满，待复核).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.register.becoming import not_passed
from jiqun.register.models import Cluster
from jiqun.supervision.models import Covered, Renewal
from jiqun.supervision.tracking.sources import Found, register

GROUND = "A17.1"


def missed(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """Recognitions that a called round covers, whose term is over and whose county handed nothing in by its date."""
    handed = Renewal.objects.filter(
        round=OuterRef("round"), recognition=OuterRef("recognition"), live=True, submitted_at__isnull=False
    )
    rows = Covered.objects.filter(
        ~Exists(handed),
        round__issued_on__isnull=False,
        recognition__cluster__in=clusters,
        recognition__valid_to__lt=on,
        recognition__revoked_from=None,
    )
    for row in rows.select_related("round__case", "recognition").order_by("pk"):
        closed = day_of(row.round.county_deadline)
        if closed >= on:
            continue
        held, number = row.recognition, row.round.case.number
        yield Found(
            held.cluster_id,
            GROUND,
            "term",
            Text(
                f"有效期于 {held.valid_to} 届满，复核批次 {number} 县级截止 {closed}，未见复核申请。",
                f"The term ended on {held.valid_to}; round {number} closed for counties on {closed}; nothing came.",
            ),
            {
                "recognition": str(held.pk),
                "round": number,
                "rows": [
                    ["有效期止", "Term until", str(held.valid_to)],
                    ["县级截止", "Closed for counties", str(closed)],
                ],
                "links": [["集群档案", "Its file", reverse("register:cluster", args=[held.cluster_id])]],
            },
            f"missed/{held.pk}/{row.round_id}",
        )


def failed(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """Recognitions whose term is over and whose renewal review was not passed, and that stand unrevoked; one query."""
    rows = not_passed().filter(
        on__lte=on,
        recognition__cluster__in=clusters,
        recognition__valid_to__lt=on,
        recognition__revoked_from=None,
    )
    for row in rows.select_related("recognition"):
        yield Found(
            row.recognition.cluster_id,
            GROUND,
            "term",
            Text(
                f"复核未通过（{row.document or row.case_number}，{row.on}）。",
                f"Not renewed ({row.document or row.case_number}, {row.on}).",
            ),
            {
                "change": str(row.pk),
                "rows": [["决定日期", "Decided on", str(row.on)], ["文号", "Document", row.document or "—"]],
                "links": [["集群档案", "Its file", reverse("register:cluster", args=[row.recognition.cluster_id])]],
            },
            f"failed/{row.pk}",
        )


register(missed)
register(failed)
