"""The list of an authority's visits and plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.visits.acts.plan import METHODS
from jiqun.visits.acts.visit import OUTCOMES
from jiqun.visits.kinds import kind, plan_name
from jiqun.visits.models import Plan, Visit
from jiqun.visits.models.visit import FAILED, PLANNED, SIGNED

OPEN = (PLANNED, SIGNED)


@dataclass(frozen=True, slots=True)
class Line:
    """One visit of the list."""

    pk: UUID
    number: str
    kind: Text
    title: str
    authority: str
    on: date
    days: int
    people: str
    firms: int
    state: Text
    outcome: Text | None
    failed: bool
    open: bool

    @property
    def late(self) -> bool:
        """Whether its day has passed and it is still open."""
        return self.days < 0 and self.open


def visits(user: Account, today: date, *, state: str = "") -> list[Line]:
    """The visits the account sees, those to be held first and by day; `state` is `open`, `done` or all. One query."""
    rows = Visit.objects.visible_to(user).annotate(
        going=Count("firms", filter=Q(firms__replaced_by__isnull=True)),
    )
    if state == "open":
        rows = rows.filter(case__state__in=OPEN)
    elif state == "done":
        rows = rows.exclude(case__state__in=OPEN)
    found = []
    for each in rows.select_related("case__authority", "cluster"):
        of = kind(each.kind)
        found.append(
            Line(
                each.pk,
                each.case.number,
                of.title,
                each.cluster.name,
                each.case.authority.name,
                each.held_on or each.planned_on,
                (each.planned_on - today).days,
                each.names,
                each.going,
                procedure(each.kind).by_state[each.case.state].title,
                OUTCOMES[each.outcome] if each.outcome else None,
                each.outcome == FAILED,
                each.case.state in OPEN,
            )
        )
    return sorted(found, key=lambda line: (not line.open, line.on, line.number))


def counts(user: Account) -> tuple[int, int]:
    """How many visits are open, and how many there are; one query."""
    found = Visit.objects.visible_to(user).aggregate(
        open=Count("pk", filter=Q(case__state__in=OPEN)), every=Count("pk")
    )
    return found["open"], found["every"]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan of the list."""

    pk: UUID
    number: str
    title: str
    authority: str
    method: Text
    chosen: int
    candidates: int
    state: Text


def plans(user: Account) -> list[PlanLine]:
    """The plans the account sees, the newest first; one query."""
    rows = (
        Plan.objects.visible_to(user)
        .annotate(some=Count("candidates", filter=Q(candidates__chosen=True)), every=Count("candidates"))
        .select_related("case__authority")
        .order_by("-made_at")
    )
    return [
        PlanLine(
            each.pk,
            each.case.number,
            each.case.title,
            each.case.authority.name,
            METHODS[Plan.Method(each.method)],
            each.some,
            each.every,
            procedure(plan_name(each.kind)).by_state[each.case.state].title,
        )
        for each in rows
    ]
