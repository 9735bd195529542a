"""What an entry's page and the cluster's tab show of an entry: plain values, a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.cultivation.library import readiness
from jiqun.cultivation.library.projecting import Assessed, Projection, ready_year
from jiqun.cultivation.library.readiness import NO_ASSESSMENT
from jiqun.cultivation.models import Guidance, LibraryEntry, SelfAssessment
from jiqun.register.levels import MUNICIPAL
from jiqun.register.models import Recognition


@dataclass(frozen=True, slots=True)
class Year:
    """One self-assessment in the list of them; `trend` is how many more norms are met than in the one before."""

    pk: UUID
    number: str
    year: int
    state: Text
    met: int
    short: int
    unknown: int
    trend: int | None


def of(found: LibraryEntry, user: Account, on: date) -> dict[str, Any]:
    """Everything about an entry that both pages show; six queries."""
    rows = list(
        SelfAssessment.objects.visible_to(user)
        .filter(cluster=found.cluster_id, dropped=False)
        .select_related("case")
        .order_by("-year")
    )
    handed_in = [row for row in rows if row.handed_in_at is not None]
    recognitions = Recognition.objects.filter(cluster=found.cluster_id).order_by("-valid_from", "level")
    return {
        "entry": found,
        "stage": procedure("library_entry").by_state[found.case.state],
        "outcome": LibraryEntry.Outcome(found.outcome).label if found.outcome else "",
        "years": years(rows),
        "ready": projected(handed_in),
        "guidance": [(each, late(each, on)) for each in Guidance.objects.filter(entry=found.pk)],
        "recognitions": [(each, each.standing(on)) for each in recognitions],
        "municipal": MUNICIPAL,
        "applications": [
            (each, each.procedure.by_state[each.state].title) for each in readiness.applications(user, found.cluster_id)
        ],
    }


def years(rows: list[SelfAssessment]) -> list[Year]:
    """The self-assessments, the latest first, each beside the one before it."""
    states = procedure("self_assessment").by_state
    pairs = zip(rows, [*rows[1:], None], strict=False)  # the oldest has none before it
    return [
        Year(
            row.pk,
            row.case.number,
            row.year,
            states[row.case.state].title,
            row.met,
            row.short,
            row.unknown,
            None if before is None else row.met - before.met,
        )
        for row, before in pairs
    ]


def projected(handed_in: list[SelfAssessment]) -> Projection:
    """The likely year of readiness from the last two that were handed in."""
    if not handed_in:
        return NO_ASSESSMENT
    now, *earlier = (Assessed.of(row.year, row.course, row.unknown) for row in handed_in[:2])
    return ready_year(now, earlier[0] if earlier else None)


def late(row: Guidance, on: date) -> bool:
    """Whether guidance is past its day and still open."""
    return row.done_on is None and row.due_on is not None and row.due_on < on
