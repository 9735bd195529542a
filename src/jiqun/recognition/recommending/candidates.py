"""The candidates of a prefecture in the order it has set."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.recognition.models import Application, Recommendation
from jiqun.recognition.recommending.content import FREE

IN_HAND = ("submitted", "correcting", "preliminary", *FREE)
"""States in which a candidate still takes part in the prefecture's choice."""


@dataclass(frozen=True, slots=True)
class Place:
    """One candidate: `rank` is what it was recommended with, none before."""

    pk: UUID
    number: str
    cluster: str
    place: str
    state: Text
    rank: int | None


def candidates(recommendation: Recommendation) -> list[Place]:
    """Every candidate the prefecture still decides on, in its order; those it has not placed come last by number.

    One query.
    """
    rows = Application.objects.filter(
        round=recommendation.round_id, prefecture=recommendation.prefecture_id, case__state__in=IN_HAND
    ).values_list("pk", "case__number", "cluster__name", "case__authority__name", "case__state", "rank")
    states = procedure("application").by_state
    found = [Place(pk, number, name, place, states[state].title, rank) for pk, number, name, place, state, rank in rows]
    placed = {key: at for at, key in enumerate(recommendation.order)}
    last = len(placed)
    return sorted(found, key=lambda each: (placed.get(str(each.pk), last), each.rank or 999, each.number))


def proposed_rank(recommendation: Recommendation | None, application: Application, taken: set[int]) -> int:
    """The rank to begin with: its place in the prefecture's order where that is free, else the next free one."""
    if recommendation is not None and str(application.pk) in recommendation.order:
        place = recommendation.order.index(str(application.pk)) + 1
        if place not in taken:
            return place
    return next(number for number in range(1, 100) if number not in taken)
