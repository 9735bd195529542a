"""The readiness board (成熟度): one row for each entry of a territory, from what self-assessments pinned.

Five queries whatever the size of the territory; no roster is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.cultivation.library.projecting import Assessed, Projection, ready_year
from jiqun.cultivation.models import ACTIVE, Guidance, LibraryEntry, SelfAssessment
from jiqun.register.levels import MUNICIPAL
from jiqun.register.models import Recognition
from jiqun.register.terms import in_force

NO_ASSESSMENT = Projection(None, Text("还没有报送的自评", "no self-assessment was handed in"))
UNASSESSED: dict[str, Any] = {
    "assessment": None,
    "year": None,
    "met": 0,
    "short": 0,
    "unknown": 0,
    "judged": 0,
    "ticked": 0,
    "gap": Text("", ""),
    "before": None,
    "trend": None,
    "ready": NO_ASSESSMENT,
}
YEARS_READ = 5
"""So many years back a self-assessment still serves as the earlier one of a line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as the board shows it. `year` is that of its last self-assessment (with its key), `trend` how many more
    norms are met than in the `before` one; `ready` is the projected year with what it rests on."""

    entry: UUID
    cluster: UUID
    name: str
    invented: bool
    place: str
    path: str
    stage: str
    stage_title: Text
    municipal: bool
    open_guidance: int
    late_guidance: int
    assessment: UUID | None
    year: int | None
    met: int
    short: int
    unknown: int
    judged: int
    ticked: int
    gap: Text
    before: int | None
    trend: int | None
    ready: Projection


def board(user: Account, on: date, stages: Iterable[str] = ACTIVE) -> list[Row]:
    """The entries an account sees at some stages, by place and name."""
    entries = list(
        LibraryEntry.objects.visible_to(user)
        .filter(case__state__in=tuple(stages))
        .order_by("cluster__path", "cluster__name")
        .values_list(
            "pk",
            "cluster_id",
            "cluster__name",
            "cluster__invented",
            "cluster__authority__name",
            "cluster__path",
            "case__state",
        )
    )
    clusters = [each[1] for each in entries]
    assessed = assessments(user, clusters, on.year - YEARS_READ)
    advised = guidance([each[0] for each in entries], on)
    held = set(
        Recognition.objects.filter(in_force(on), level=MUNICIPAL, cluster__in=clusters).values_list(
            "cluster_id", flat=True
        )
    )
    states = procedure("library_entry").by_state
    return [
        Row(
            entry=pk,
            cluster=cluster,
            name=name,
            invented=invented,
            place=place,
            path=path,
            stage=state,
            stage_title=states[state].title,
            municipal=cluster in held,
            open_guidance=advised[pk][0],
            late_guidance=advised[pk][1],
            **told(assessed.get(cluster, [])),
        )
        for pk, cluster, name, invented, place, path, state in entries
    ]


def assessments(user: Account, clusters: list[UUID], since: int) -> dict[UUID, list[Any]]:
    """The self-assessments handed in, by cluster, the latest year first; one query."""
    rows = SelfAssessment.objects.visible_to(user).handed_in().filter(cluster__in=clusters, year__gte=since)
    names = ("cluster_id", "pk", "year", "met", "short", "unknown", "judged", "course")
    found: dict[UUID, list[Any]] = defaultdict(list)
    for cluster, *kept in rows.order_by("cluster", "-year").values_list(*names):
        found[cluster].append(kept)
    return found


def guidance(entries: list[UUID], on: date) -> dict[UUID, tuple[int, int]]:
    """How much guidance of each entry is open, and how much of it is late; one query."""
    rows = (
        Guidance.objects.filter(entry__in=entries, done_on=None)
        .values("entry")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    )
    found = dict.fromkeys(entries, (0, 0))
    return found | {each["entry"]: (each["n"], each["late"]) for each in rows}


def told(assessed: list[Any]) -> dict[str, Any]:
    """What the self-assessments of one entry say, the latest first."""
    if not assessed:
        return UNASSESSED
    pk, year, met, short, unknown, judged, course = assessed[0]
    last = assessed[1] if len(assessed) > 1 else None
    before = None if last is None else Assessed.of(last[1], last[6], last[4])
    return {
        "assessment": pk,
        "year": year,
        "met": met,
        "short": short,
        "unknown": unknown,
        "judged": len(judged),
        "ticked": sum(bool(each["met"]) for each in judged.values()),
        "gap": Text(*course.get("gap", ("", ""))),
        "before": None if last is None else last[1],
        "trend": None if last is None else met - last[2],
        "ready": ready_year(Assessed.of(year, course, unknown), before),
    }


# ── what the page filters and sorts by ───────────────────────────────────────────────────────────────────


def stages(user: Account) -> Counter[str]:
    """How many entries the account sees at each stage; one query."""
    rows = LibraryEntry.objects.visible_to(user).values("case__state").annotate(n=Count("pk"))
    return Counter({each["case__state"]: each["n"] for each in rows.order_by()})


def city(row: Row) -> str:
    """The code of the prefecture an entry belongs to."""
    return row.path.split("/")[1]


def unassessed(row: Row, year: int) -> bool:
    """Whether the self-assessment on a year was not handed in."""
    return row.year is None or row.year < year


ORDERS: dict[str, tuple[Text, Callable[[Row], Any]]] = {
    "place": (Text("所在地", "place"), lambda row: (row.path, row.name)),
    "short": (Text("不足项数", "norms short"), lambda row: (row.year is None, row.short + row.unknown, row.path)),
    "ready": (
        Text("可能达标年份", "likely year"),
        lambda row: (row.ready.year is None, row.ready.year or 0, row.short, row.path),
    ),
    "trend": (Text("较上次自评", "trend"), lambda row: (row.trend is None, -(row.trend or 0), row.path)),
    "late": (Text("逾期指导", "late guidance"), lambda row: (-row.late_guidance, -row.open_guidance, row.path)),
}
"""Ways to sort the board: what each is called, and its key."""


def applications(user: Account, cluster: UUID) -> list[Case]:
    """The applications of a cluster that the account sees, the latest first; one query."""
    rows = Case.objects.visible_to(user).filter(procedure_name="application", cluster=cluster)
    return list(rows.order_by("-opened_at"))
