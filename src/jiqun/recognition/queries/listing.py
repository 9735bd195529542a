"""What the province reads when it draws up the list and announces it (Article 14(三))."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.notices.models import Notice, Objection
from jiqun.recognition.models import Application
from jiqun.recognition.queries import scoring
from jiqun.standards import divisions

DECISIONS = ("listed", "reserve", "not")
WORDS = {
    "listed": Text("拟认定", "Put on the list"),
    "reserve": Text("递补备选", "Reserve"),
    "not": Text("不列入", "Not on the list"),
    "": Text("（空）", "(blank)"),
}
"""What decisions are called."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An application before the list is drawn up: its place in the experts' ranking and its mean in points."""

    pk: UUID
    number: str
    name: str
    place: str
    prefecture: str
    invented: bool
    rank: int
    mean: str


@dataclass(frozen=True, slots=True)
class ListStanding:
    """How far the list of a round is: its notices, its applications by state, what is still objected to."""

    notices: tuple[Notice, ...]
    states: dict[str, int]
    open_objections: tuple[str, ...]
    open_leads: int
    stripped: int

    @property
    def unpublished(self) -> tuple[Notice, ...]:
        """Notices of which an edition was signed whose publication is not yet on record."""
        return tuple(notice for notice in self.notices if notice.awaits_publication)

    @property
    def vacancies(self) -> int:
        """How many were taken off since the list was put on notice and not followed from the reserve."""
        return self.states.get("removed", 0) + self.stripped - (len(self.notices) - 1)


def stripped(case: Case) -> int:
    """How many lost their eligibility after a hearing while they stood on the list (one query)."""
    numbers = Application.objects.filter(round=case.pk, case__state="stripped").values_list("pk", flat=True)
    return ActRecord.objects.filter(
        subject_id__in=[str(pk) for pk in numbers], from_state="listed", to_state="stripped"
    ).count()


def standing(case: Case) -> ListStanding:
    """How far the list is; three queries for a version of the round, however many acts ask."""
    kept: tuple[int, ListStanding] | None = case.__dict__.get("_list_standing")
    if kept is not None and kept[0] == case.version:
        return kept[1]
    objections = Objection.objects.filter(notice__round=case).exclude(state__in=("answered", "considered"))
    waiting = list(objections.order_by("number").values_list("number", "state"))
    states = dict(
        Application.objects.filter(round=case.pk).values_list("case__state").annotate(n=Count("pk")).order_by()
    )
    found = ListStanding(
        notices=tuple(Notice.objects.filter(round=case).order_by("number")),
        states=states,
        open_objections=tuple(number for number, state in waiting if state == "received"),
        open_leads=sum(1 for _, state in waiting if state == "lead"),
        stripped=stripped(case) if states.get("stripped") else 0,
    )
    case.__dict__["_list_standing"] = (case.version, found)
    return found


def in_state(case: Case, *states: str) -> list[Application]:
    """The applications of a round in these states, in the order of their places (never in that of the ranking)."""
    rows = (
        Application.objects.filter(round=case.pk, case__state__in=states)
        .select_related("case", "case__authority", "cluster", "cluster__authority")
        .order_by("cluster__path", "cluster__name")
    )
    return list(rows)


def candidates(case: Case) -> list[Candidate]:
    """The applications under review in the order of the experts' ranking, ties by number; unscored ones come last."""
    places = {row.pk: row for row in scoring.ranking(case)}
    last = max((row.rank for row in places.values()), default=0) + 1
    found = []
    for application in in_state(case, "review"):
        placed = places.get(application.pk)
        cluster = application.cluster
        found.append(
            Candidate(
                application.pk,
                application.case.number,
                cluster.name,
                divisions.full_name(cluster.authority_id),
                application.prefecture_id,
                cluster.invented,
                placed.rank if placed else last,
                placed.mean if placed else "",
            )
        )
    return sorted(found, key=lambda candidate: (candidate.rank, candidate.number))


def passed_over(rows: Sequence[tuple[UUID, int, str]]) -> set[UUID]:
    """Which of (id, rank, decision) are treated worse than one of lower or equal rank: they need a reason.

    Rank does not decide between equals, so choosing among them needs a reason as well. A decision is one of
    `DECISIONS`, the best first.
    """
    found = set()
    for pk, rank, decision in rows:
        worse = DECISIONS.index(decision)
        if any(DECISIONS.index(other) < worse and (other_rank >= rank) for key, other_rank, other in rows if key != pk):
            found.add(pk)
    return found


def whole(typed: str) -> int:
    """A number of places as it was typed; 0 for anything that is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 4 else 0


def key(typed: str) -> int | None:
    """The key of an entry of the working copy as a page sent it; `None` for anything that is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 18 else None


def shown(value: str) -> Text:
    """A value of the working copy as people read it."""
    return WORDS.get(value, Text(value, value))


def put_ahead(rows: Sequence[tuple[UUID, int, str]]) -> set[UUID]:
    """Which of (id, rank, decision) are treated better than one that stands before them: they need a reason too."""
    found = set()
    for pk, rank, decision in rows:
        better = DECISIONS.index(decision)
        if any(DECISIONS.index(other) > better and other_rank < rank for _, other_rank, other in rows):
            found.add(pk)
    return found


def by_cut(rows: Sequence[Candidate], scored: Container[UUID], places: int) -> dict[UUID, str]:
    """What a cut line after so many places proposes: above it listed, below it not. Blank for equals that it parts.

    `rows` in the order of the ranking. Whom too few experts scored stays below whatever the place.
    """
    found = {}
    for row in rows:
        level = [other for other in rows if other.rank == row.rank and other.pk in scored]
        ahead = sum(1 for other in rows if other.rank < row.rank and other.pk in scored)
        if row.pk not in scored or ahead >= places:
            found[row.pk] = "not"
        else:
            found[row.pk] = "listed" if ahead + len(level) <= places else ""
    return found


@dataclass(frozen=True, slots=True)
class ListLine:
    """One application of a round's list, for the province's page."""

    pk: UUID
    number: str
    name: str
    place: str
    invented: bool
    state: str
    reason: str
    reserve_rank: int | None


def lines(case: Case) -> list[ListLine]:
    """Everything the list was drawn up from, as it stands: listed first, the reserve in its order, then the rest."""
    order = {"listed": 0, "recognised": 0, "reserve": 1, "removed": 2, "not_selected": 3}
    found = [
        ListLine(
            row.pk,
            row.case.number,
            row.cluster.name,
            divisions.full_name(row.cluster.authority_id),
            row.cluster.invented,
            row.case.state,
            row.outcome_reason,
            row.reserve_rank,
        )
        for row in in_state(case, *order)
    ]
    return sorted(found, key=lambda line: (order[line.state], line.reserve_rank or 0))
