"""What the tracking page, and the lists of problems and leads, read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models.case import above
from jiqun.casework.procedure import procedure
from jiqun.ledgers.models import Entry
from jiqun.register.goals import current
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Goal, Recognition, RecognitionChange
from jiqun.supervision.changes.queries import Adjusted, adjusted_all
from jiqun.supervision.models import GoalProgress, Lead, Look, Problem
from jiqun.supervision.models.lead import may_read
from jiqun.supervision.models.problem import CLOSED, OPEN
from jiqun.supervision.tracking.lights import Light, explained, light
from jiqun.visits.models import Visit

SUPPORT = ("support", "service")
"""The ledgers that say what help a cluster was given (Articles 9, 10)."""


@dataclass(frozen=True, slots=True)
class YearOfGoal:
    """One year of a goal: the frozen target, the one in force, the result, and its light with how it comes about."""

    year: str
    frozen: str
    target: str
    actual: str
    light: Light
    why: Text
    reason: str


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """A goal over its years; `now` is the year looked at, if the goal has it."""

    goal: Goal
    years: tuple[YearOfGoal, ...]
    now: YearOfGoal | None
    filings: tuple[str, ...]


def goals(recognition: Recognition | None, year: int) -> list[GoalCourse]:
    """The frozen goals of a recognition with what received reports say of them; three queries."""
    if recognition is None:
        return []
    rows = current(recognition)
    told: dict[tuple[int, str], GoalProgress] = {}
    received = GoalProgress.objects.filter(goal__in=rows, report__received_at__isnull=False)
    for each in received.select_related("report").only("goal", "actual", "reason", "report__year"):
        told[each.goal_id, str(each.report.year)] = each
    return [course(each, told, str(year)) for each in adjusted_all(rows)]


def course(found: Adjusted, told: Mapping[tuple[int, str], GoalProgress], year: str) -> GoalCourse:
    """One goal, year by year."""
    goal, years = found.goal, []
    for each, target in found.targets.items():
        progress = told.get((goal.pk, each))
        actual = progress.actual if progress else ""
        years.append(
            YearOfGoal(
                each,
                found.frozen.get(each, ""),
                target,
                actual,
                light(actual, target, goal.base),
                explained(actual, target, goal.base),
                progress.reason if progress else "",
            )
        )
    return GoalCourse(goal, tuple(years), next((one for one in years if one.year == year), None), found.filings)


def counted(courses: list[GoalCourse]) -> list[tuple[Light, int]]:
    """How many goals stand at each light in the year looked at."""
    lights = Counter(each.now.light for each in courses if each.now)
    return [(each, lights[each]) for each in Light]


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem as lists show it."""

    pk: UUID
    cluster: UUID
    name: str
    invented: bool
    text: str
    remedy: str
    owner: str
    due: str
    late: bool
    closed_on: date | None
    outcome: str
    report: UUID | None
    year: int | None
    state: str
    title: Text
    pending: bool


def problem_lines(rows: Any, on: date) -> list[ProblemLine]:
    """Problems as lists show them; one query."""
    states = procedure("problem").by_state
    return [
        ProblemLine(
            row.pk,
            row.cluster_id,
            row.cluster.name,
            row.cluster.invented,
            row.text,
            row.remedy,
            row.owner,
            str(row.due_on or row.due_text),
            late(row, on),
            row.closed_on,
            row.outcome,
            row.report_id,
            row.report.year if row.report else None,
            row.state,
            states[row.state].title,
            row.pending,
        )
        for row in rows
    ]


def late(problem: Problem, on: date) -> bool:
    """Whether its day has passed and it is open."""
    return problem.state == OPEN and problem.due_on is not None and problem.due_on < on


PROBLEM_STATES = {
    "open": Text("整改中", "Being solved"),
    "late": Text("已超期", "Overdue"),
    "closed": Text("已销号", "Closed"),
}


def problems(user: Account, state: str, on: date) -> QuerySet[Problem]:
    """The problems an account sees in a state of `PROBLEM_STATES`, the most urgent first, ready to be paged."""
    found = Problem.objects.visible_to(user).select_related("cluster", "report").defer("report__figures")
    if state == "closed":
        return found.filter(state=CLOSED).order_by("-closed_on", "pk")
    found = found.filter(state=OPEN)
    if state == "late":
        found = found.filter(due_on__lt=on)
    return found.order_by("due_on", "noted_at", "pk")


def problem_counts(user: Account, on: date) -> dict[str, int]:
    """How many problems there are in each state of `PROBLEM_STATES`; one query."""
    return Problem.objects.visible_to(user).aggregate(
        open=Count("pk", filter=Q(state=OPEN)),
        late=Count("pk", filter=Q(state=OPEN, due_on__lt=on)),
        closed=Count("pk", filter=Q(state=CLOSED)),
    )


def of_cluster(cluster: Cluster, on: date) -> list[ProblemLine]:
    """A cluster's problems, open ones by date, then those that were closed; one query."""
    rows = Problem.objects.filter(cluster=cluster).select_related("cluster", "report").defer("report__figures")
    lines = problem_lines(rows.order_by("due_on", "noted_at", "pk"), on)
    return sorted(lines, key=lambda line: (line.state == CLOSED, not line.late))


def recognitions(cluster: Cluster) -> tuple[list[Recognition], list[RecognitionChange]]:
    """A cluster's recognitions, the last provincial one first, and what was decided on them since; two queries."""
    rows = list(Recognition.objects.filter(cluster=cluster).order_by("-valid_from", "level"))
    rows.sort(key=lambda row: row.level != PROVINCIAL)
    changes = RecognitionChange.objects.filter(recognition__in=rows).select_related("recognition")
    return rows, sorted(changes, key=lambda each: (each.effective_on, each.pk), reverse=True)


def visits(cluster: Cluster, user: Account) -> list[Visit]:
    """The visits to a cluster the account sees, the latest first; one query."""
    rows = Visit.objects.visible_to(user).filter(cluster=cluster).select_related("case__authority")
    return sorted(rows, key=lambda row: row.held_on or row.planned_on, reverse=True)[:20]


def help_given(cluster: Cluster) -> list[Entry]:
    """What the support and service ledgers of a cluster hold, the latest first; one query."""
    rows = Entry.objects.in_force().filter(cluster=cluster, kind__in=SUPPORT).order_by("-on", "title")
    return list(rows[:20])


def leads(user: Account, state: str = "", kind: str = "", ground: str = "") -> QuerySet[Lead]:
    """The leads an account sees, those on a ground of Article 17 first, then the newest."""
    found = Lead.objects.visible_to(user).select_related("cluster", "last", "case")
    wanted = {"state": state, "kind": kind, "ground": ground}
    return found.filter(**{name: value for name, value in wanted.items() if value}).order_by(
        "-ground", "-found_at", "cluster__path", "pk"
    )


def lead_counts(user: Account) -> dict[tuple[str, str], int]:
    """How many leads there are of each state and kind; one query."""
    rows = Lead.objects.visible_to(user).values_list("state", "kind").annotate(n=Count("pk")).order_by()
    return {(state, kind): n for state, kind, n in rows}


def last_look(user: Account) -> Look | None:
    """The last look over the account's territory by its own office or one above; one query."""
    paths = above(user.authority.path) if user.authority else []
    return Look.objects.filter(path__in=paths).select_related("by__person", "authority").order_by("-at").first()


def open_leads(cluster: Cluster, user: Account) -> int | None:
    """How many leads on a cluster wait; `None` for who reads none. One query, or none."""
    if not may_read(user):
        return None
    return Lead.objects.visible_to(user).filter(cluster=cluster, state=OPEN).count()
