"""What pages and the other parts of the chapter read of changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.outgoing.models import Paper
from jiqun.register.models import Cluster, Goal
from jiqun.standards import divisions
from jiqun.supervision.changes import record
from jiqun.supervision.changes.kinds import KINDS, Shown
from jiqun.supervision.models import ChangeFiling

OPEN = ("drafting", "returned", "submitted", "checked")


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A goal with its targets by year as they were frozen, and as they are with what was adjusted since."""

    goal: Goal
    frozen: Mapping[str, str]
    targets: Mapping[str, str]
    filings: tuple[str, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The years whose target is another one now."""
        return tuple(year for year, target in self.targets.items() if self.frozen.get(year) != target)


@dataclass(frozen=True, slots=True)
class Line:
    """One filing in a list."""

    pk: UUID
    number: str
    cluster: UUID
    name: str
    place: str
    kind: Text
    changed_on: date
    handed_in_on: date | None
    due_on: date | None
    late: bool
    state: str
    state_title: Text


@dataclass(frozen=True, slots=True)
class Recorded:
    """One change on record: what stood and what stands, since when, by which letter."""

    pk: UUID
    number: str
    kind: Text
    changed_on: date
    filed_on: date
    rows: tuple[Shown, ...]
    document: str


def adjusted(goal: Goal) -> dict[str, str]:
    """A goal's targets by year with every adjustment on record; one query."""
    return record.merged(goal, record.adjustments([goal]).get(goal.pk, ()))


def adjusted_all(goals: list[Goal]) -> list[Adjusted]:
    """The same for many goals, each with the numbers of the filings that adjusted it; one query."""
    made = record.adjustments(goals)
    return [
        Adjusted(
            goal,
            {str(year): target for year, target in sorted(goal.targets.items())},
            record.merged(goal, made.get(goal.pk, ())),
            tuple(each.filing.case.number for each in made.get(goal.pk, ())),
        )
        for goal in goals
    ]


def filings(user: Account, kind: str = "", state: str = "", late: bool = False) -> QuerySet[ChangeFiling]:
    """The filings an account sees, the newest first, ready to be cut into pages."""
    found = ChangeFiling.objects.visible_to(user).select_related("case", "cluster")
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(case__state=state)
    if late:
        found = found.filter(late=True)
    return found.order_by("-case__opened_at", "-pk")


def lines(rows: Any) -> list[Line]:
    """Filings as a list shows them."""
    table = procedure("change_filing")
    return [
        Line(
            row.pk,
            row.case.number,
            row.cluster_id,
            row.cluster.name,
            divisions.full_name(row.cluster.authority_id),
            KINDS[row.kind].title,
            row.changed_on,
            row.handed_in_on,
            row.due_on,
            row.late,
            row.case.state,
            table.by_state[row.case.state].title,
        )
        for row in rows
    ]


def counts(user: Account) -> dict[str, int]:
    """How many filings an account sees in each state; one query."""
    rows = ChangeFiling.objects.visible_to(user).values_list("case__state").annotate(n=Count("pk")).order_by()
    return dict(rows)


def history(cluster: Cluster) -> list[Recorded]:
    """What changed of a cluster since its recognition, the newest first; two queries."""
    rows = list(
        ChangeFiling.objects.filed().filter(cluster=cluster).select_related("case").order_by("-filed_on", "-pk")
    )
    letters = Paper.objects.filter(case__in=[row.pk for row in rows], kind_slug="change_filed").exclude(number="")
    numbers = dict(letters.values_list("case", "number"))
    return [
        Recorded(
            row.pk,
            row.case.number,
            KINDS[row.kind].title,
            row.changed_on,
            row.filed_on,
            tuple(KINDS[row.kind].shown(row.before, row.after)),
            numbers.get(row.pk, ""),
        )
        for row in rows
        if row.filed_on is not None
    ]


def under_way(cluster: Cluster, user: Account) -> list[Line]:
    """The filings of a cluster that are under way and the account sees; one query."""
    rows = ChangeFiling.objects.visible_to(user).filter(cluster=cluster, case__state__in=OPEN)
    return lines(rows.select_related("case", "cluster").order_by("-case__opened_at"))
