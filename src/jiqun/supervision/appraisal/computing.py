"""Draws the computed items of every sheet of a year from what is on record (Article 16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.register.goals import current
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import FIGURES, ClusterYear, Goal, Recognition
from jiqun.supervision.appraisal import rules
from jiqun.supervision.appraisal.rubric import Rubric
from jiqun.supervision.changes.queries import adjusted_all
from jiqun.supervision.models import GoalProgress, Problem
from jiqun.supervision.reports import queries as reports
from jiqun.supervision.reports.deadline import due_moment
from jiqun.supervision.reports.figures import TITLES, shown
from jiqun.supervision.tracking.lights import Light, light


def recognised(year: int) -> list[Recognition]:
    """The provincial recognitions that stood in a year, one a cluster (the later of two), by place; one query."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = Recognition.objects.filter(
        Q(revoked_from=None) | Q(revoked_from__gt=last),
        level=PROVINCIAL,
        valid_from__lte=last,
        valid_to__gte=first,
    )
    of = {row.cluster_id: row for row in rows.select_related("cluster__authority").order_by("valid_from", "pk")}
    return sorted(of.values(), key=lambda row: (row.cluster.path, row.cluster.name))


@dataclass(frozen=True, slots=True)
class Data:
    """What the rules read, by cluster."""

    year: int
    due: datetime
    now: datetime
    reports: dict[UUID, reports.Begun]
    steps: dict[UUID, list[tuple[datetime, str]]]
    years: dict[tuple[UUID, int], ClusterYear]
    lights: dict[UUID, list[Light]]
    problems: dict[UUID, list[Problem]]


def draw(rows: Sequence[Recognition], year: int, rubric: Rubric, now: datetime) -> dict[UUID, dict[str, Any]]:
    """The computed items of each cluster as a sheet keeps them; eight queries, one more for each renewed one."""
    data = gather(rows, year, now)
    return {
        row.cluster_id: {
            item.key: rules.kept(_item(item.rule, item.limit, row.cluster_id, data), item.weight)
            for item in rubric.items
            if not item.judged
        }
        for row in rows
    }


def gather(rows: Sequence[Recognition], year: int, now: datetime) -> Data:
    """Reports, figures of two years, goals with their lights, and problems due in the year."""
    pks = [row.cluster_id for row in rows]
    begun = {each.cluster: each for each in reports.begun(year)}
    returned = [each.case for each in begun.values() if each.returned]
    problems: dict[UUID, list[Problem]] = defaultdict(list)
    for each in Problem.objects.filter(cluster__in=pks, due_on__year=year):
        problems[each.cluster_id].append(each)
    figures = ClusterYear.objects.filter(cluster__in=pks, year__in=(year - 1, year))
    return Data(
        year,
        due_moment(year, Authority.objects.get(parent=None)),
        now,
        begun,
        reports.reached(returned) if returned else {},
        {(each.cluster_id, each.year): each for each in figures},
        lights(rows, year),
        problems,
    )


def lights(rows: Sequence[Recognition], year: int) -> dict[UUID, list[Light]]:
    """How the goals in force of each cluster stood in a year that has a target; only received reports tell."""
    by_recognition: dict[UUID, list[Goal]] = defaultdict(list)
    for goal in Goal.objects.filter(recognition__in=rows).order_by("number", "pk"):
        if goal.recognition_id is not None:
            by_recognition[goal.recognition_id].append(goal)
    clusters: dict[int, UUID] = {}
    every: list[Goal] = []
    for row in rows:
        own = by_recognition[row.pk]
        if len({goal.case_id for goal in own}) > 1:  # renewed: those of the present term only
            own = current(row)
        clusters |= {goal.pk: row.cluster_id for goal in own}
        every += own
    told = dict(
        GoalProgress.objects.filter(goal__in=every, report__year=year, report__received_at__isnull=False).values_list(
            "goal_id", "actual"
        )
    )
    found: dict[UUID, list[Light]] = defaultdict(list)
    for each in adjusted_all(every) if every else ():
        if target := each.targets.get(str(year), ""):
            actual = told.get(each.goal.pk, "")
            found[clusters[each.goal.pk]].append(light(actual, target, each.goal.base))
    return found


def _item(rule: str, limit: int, cluster: UUID, data: Data) -> rules.Earned:
    report = data.reports.get(cluster)
    received = report.received_at if report else None
    name, _, figure = rule.partition(":")
    if name == "in_time":
        passed = data.now > data.due
        late = reports.charged(report, data.steps, data.due) if passed else None
        on = day_of(received) if received else None
        return rules.in_time(on, day_of(data.due), late, passed)
    if name == "complete":
        return _complete(data.years.get((cluster, data.year)))
    if name == "goals":
        return rules.goals(data.lights.get(cluster, []))
    if name == "problems":
        due = data.problems.get(cluster, [])
        solved = sum(1 for p in due if p.closed_on is not None and p.due_on is not None and p.closed_on <= p.due_on)
        return rules.problems(solved, len(due))
    if name != "growth":
        raise ValueError(f"no rule {rule}")
    before, now = (data.years.get((cluster, each)) for each in (data.year - 1, data.year))
    values = [getattr(each, figure) if each else None for each in (before, now)]
    _, scale, unit = TITLES[figure]
    return rules.growth(values[0], values[1], limit, [shown(value, scale) for value in values], unit)


def _complete(row: ClusterYear | None) -> rules.Earned:
    if row is None:
        nothing = Text("没有当年数据。", "There are no figures of the year.")
        return rules.Earned(None, nothing)
    known = [name for name in FIGURES if getattr(row, name) is not None]
    return rules.complete(len(known), sum(name in row.blanks for name in known), len(FIGURES))
