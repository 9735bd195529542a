"""Facts of applications handed in before, as data to try a measure or a reading on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.facts import Facts
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries.interpretations import OVER

MOST = 2_000
"""Applications looked at: many times what a province's rounds have."""
ENOUGH = 10
"""So many decided clusters stand for themselves."""
FIELDS = (
    "pk",
    "cluster_id",
    "cluster__name",
    "case__number",
    "case__authority__name",
    "case__state",
    "round__case__state",
    "built_facts__facts",
)


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of one cluster as one application has them; `live` while it or its round is not decided."""

    application: UUID
    number: str
    cluster_id: UUID
    cluster: str
    place: str
    facts: Facts
    live: bool


def of_round(row: Round, user: Any) -> list[Known]:
    """Every application of a round with a roster that the account sees, by number; one query."""
    return known(Application.objects.filter(round=row.pk), user, "case__number")


def before(row: Round, user: Any) -> list[Known]:
    """The latest application of each cluster in earlier rounds, of those handed in that the account sees; one query.

    Those not decided yet are left out where `ENOUGH` are: a reading is not to be weighed on matters under way.
    """
    earlier = Application.objects.filter(
        round__case__opened_at__lt=row.case.opened_at, submitted_at__isnull=False
    ).exclude(round=row.pk)
    found = known(earlier, user, "-submitted_at")
    decided = latest(each for each in found if not each.live)
    return decided if len(decided) >= ENOUGH else latest(found)


def latest(found: Iterable[Known]) -> list[Known]:
    """The first of each cluster."""
    listed: dict[UUID, Known] = {}
    for each in found:
        listed.setdefault(each.cluster_id, each)
    return list(listed.values())


def known(found: Any, user: Any, *order: str) -> list[Known]:
    """Applications with facts that the account sees."""
    rows: Iterable[Any] = (
        found.filter(case__in=Case.objects.visible_to(user), built_facts__isnull=False)
        .order_by(*order, "pk")
        .values_list(*FIELDS)[:MOST]
    )
    states = procedure("application").by_state
    return [
        Known(
            pk,
            number,
            cluster,
            name,
            place,
            Facts.from_json(kept if isinstance(kept, str) else json.dumps(kept)),
            not states[state].final or round_state not in OVER,
        )
        for pk, cluster, name, number, place, state, round_state, kept in rows
    ]
