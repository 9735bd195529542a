"""What stands on record of a recognised cluster: recognition, agency, boundary, goals with the targets in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiqun.authorities.hours import day_of
from jiqun.boundaries.models import Boundary
from jiqun.forms.models import Answer
from jiqun.register.goals import current
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Goal, Recognition
from jiqun.supervision.models import ChangeFiling, GoalAdjustment

AGENCY = ("agency_name", "agency_uscc")


@dataclass(frozen=True, slots=True)
class Agency:
    """An operating agency; blank where none is known."""

    name: str = ""
    uscc: str = ""


def recognition(cluster: Cluster) -> Recognition | None:
    """The provincial recognition the cluster holds or held last; one query."""
    rows = Recognition.objects.filter(cluster=cluster, level=PROVINCIAL)
    return rows.order_by("-valid_from", "-announced_on", "pk").first()


def since(recognised: Recognition) -> date | None:
    """The day a recognition speaks of its cluster: its first, or that of its announcement."""
    return recognised.valid_from or recognised.announced_on


def last_filed(cluster: Cluster, kind: str) -> ChangeFiling | None:
    """The filing of a kind put on record last; one query."""
    return ChangeFiling.objects.filed().filter(cluster=cluster, kind=kind).order_by("-filed_on", "-pk").first()


def agency(cluster: Cluster) -> Agency:
    """Who runs it: what was filed last, else what it applied with. Two queries or three."""
    filed = last_filed(cluster, "agency")
    if filed is not None:
        return Agency(filed.after["name"], filed.after["uscc"])
    recognised = recognition(cluster)
    if recognised is None or recognised.case_id is None:
        return Agency()
    rows = Answer.objects.filter(case=recognised.case_id, field__in=AGENCY).values_list("field", "value")
    return as_agency(dict(rows))


def as_agency(answers: Mapping[str, object]) -> Agency:
    """The agency a form says."""
    return Agency(str(answers.get("agency_name") or "").strip(), str(answers.get("agency_uscc") or "").strip())


def boundary(cluster: Cluster) -> Boundary | None:
    """The boundary on record: the one a filing named last, else the newest filed by the recognition, else the first
    ever filed. Three queries at most."""
    filed = last_filed(cluster, "extent")
    if filed is not None:
        return filed.boundary
    recognised = recognition(cluster)
    return standing(list(Boundary.objects.filter(cluster=cluster).defer("shape")), recognised)


def standing(revisions: Iterable[Boundary], recognised: Recognition | None) -> Boundary | None:
    """Of a cluster's revisions, the one it was recognised with: the newest by that day, else the first."""
    rows = sorted(revisions, key=lambda row: row.number)
    day = None if recognised is None else since(recognised)
    by_then = [row for row in rows if day is not None and day_of(row.at) <= day]
    return by_then[-1] if by_then else (rows[0] if rows else None)


def goals(cluster: Cluster) -> list[tuple[Goal, dict[str, str]]]:
    """The goals of the cluster's present term, each with the targets in force by year; four queries."""
    recognised = recognition(cluster)
    if recognised is None:
        return []
    rows = current(recognised)
    found = adjustments(rows)
    return [(goal, merged(goal, found.get(goal.pk, ()))) for goal in rows]


def adjustments(rows: Iterable[Goal]) -> dict[int, list[GoalAdjustment]]:
    """What was adjusted of some goals, the first first; one query."""
    found: dict[int, list[GoalAdjustment]] = {}
    for row in GoalAdjustment.objects.filter(Q(goal__in=list(rows))).select_related("filing__case"):
        found.setdefault(row.goal_id, []).append(row)
    return found


def merged(goal: Goal, made: Iterable[GoalAdjustment]) -> dict[str, str]:
    """A goal's targets by year, with what was adjusted in the place of what was frozen."""
    targets: dict[str, str] = {str(year): target for year, target in sorted(goal.targets.items())}
    for each in made:
        targets |= each.targets
    return targets
