"""Facts of applications handed in before, as data to try a measure or a reading on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jiqun.casework.models import Case
from jiqun.facts import Facts
from jiqun.recognition.models import Application, Round

MOST = 2_000
"""Applications looked at: many times what a province's rounds have."""
FIELDS = ("pk", "cluster_id", "cluster__name", "case__number", "case__authority__name", "built_facts__facts")


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of one cluster as one application has them."""

    application: UUID
    number: str
    cluster: str
    place: str
    facts: Facts


def of_round(row: Round, user: Any) -> list[Known]:
    """Every application of a round with a roster that the account sees, by number; one query."""
    return known(Application.objects.filter(round=row.pk), user, "case__number")


def before(row: Round, user: Any) -> list[Known]:
    """The latest application of each cluster in earlier rounds, of those handed in that the account sees; one query."""
    earlier = Application.objects.filter(
        round__case__opened_at__lt=row.case.opened_at, submitted_at__isnull=False
    ).exclude(round=row.pk)
    return known(earlier, user, "-submitted_at", once=True)


def known(found: Any, user: Any, *order: str, once: bool = False) -> list[Known]:
    """Applications with facts that the account sees; `once`: the first of each cluster."""
    rows: Iterable[Any] = (
        found.filter(case__in=Case.objects.visible_to(user), built_facts__isnull=False)
        .order_by(*order, "pk")
        .values_list(*FIELDS)[:MOST]
    )
    listed: list[Known] = []
    seen: set[Any] = set()
    for pk, cluster, name, number, place, kept in rows:
        if once and cluster in seen:
            continue
        seen.add(cluster)
        text = kept if isinstance(kept, str) else json.dumps(kept)
        listed.append(Known(pk, number, name, place, Facts.from_json(text)))
    return listed
