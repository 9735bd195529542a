"""What the pages of plans and checks read (Article 16)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import Count, Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.standards import divisions
from jiqun.supervision.appraisal.plan.acts import CHECK, METHODS
from jiqun.supervision.models import PlannedCheck, SupervisionPlan
from jiqun.visits.acts.visit import OUTCOMES
from jiqun.visits.kinds import Point
from jiqun.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Listed:
    """One plan in the list."""

    pk: UUID
    number: str
    title: str
    method: Text
    state: Text
    pending: bool
    checks: int
    done: int


def plans(user: Account) -> list[Listed]:
    """The plans the account sees, the last year first; one query."""
    states = procedure("supervision_plan").by_state
    rows = (
        SupervisionPlan.objects.filter(case__in=Case.objects.visible_to(user))
        .select_related("case")
        .annotate(
            counted=Count("checks", filter=Q(checks__chosen=True)),
            done=Count("checks", filter=Q(checks__case__state="concluded")),
        )
        .order_by("-year", "-case__number")
    )
    return [
        Listed(
            row.pk,
            row.case.number,
            row.case.title,
            METHODS[SupervisionPlan.Method(row.method)],
            states[row.case.state].title,
            row.case.pending,
            row.counted,
            row.done,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate of a plan: its place, its explained risk, its check where it has one."""

    position: int
    cluster: UUID
    name: str
    invented: bool
    place: str
    points: tuple[Point, ...]
    total: int
    chosen: bool
    case: UUID | None
    state: Text | None


def lines(plan: SupervisionPlan) -> list[Line]:
    """The candidates in the plan's order; one query."""
    states, place = procedure(CHECK).by_state, cache(divisions.full_name)
    rows = PlannedCheck.objects.filter(plan=plan.pk).select_related("cluster", "case").order_by("position")
    return [
        Line(
            row.position,
            row.cluster_id,
            row.cluster.name,
            row.cluster.invented,
            place(row.cluster.authority_id),
            tuple(Point.from_plain(each) for each in row.points),
            row.total,
            row.chosen,
            row.case_id,
            states[row.case.state].title if row.case else None,
        )
        for row in rows
    ]


def visits(case: Case) -> list[tuple[Visit, Text, Text | None]]:
    """The visits of a check with their state and outcome, the latest first; one query."""
    rows = Visit.objects.filter(about=case).select_related("case").order_by("-planned_on", "-case__number")
    return [(row, procedure(row.kind).by_state[row.case.state].title, OUTCOMES.get(row.outcome)) for row in rows]
