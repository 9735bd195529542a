"""What rooms above the register know of a cluster and an application may begin with: answers to fields, and goals.

A room that knows something registers a source; whoever draws up a form asks all of them. Nothing here is entered by
itself: what is brought in is shown with its source, and a person may change it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.register.models import Cluster


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """A value of a field of the application form, and where it is from in words (自评 ZP-2025-001)."""

    field: str
    value: Any
    source: Text


@dataclass(frozen=True, slots=True)
class KnownGoal:
    """A goal for three years (Articles 13(九), 15): `base` and the `targets` (year → value) are decimals as text, blank
    where the source has none for the year asked for."""

    indicator: str
    unit: str
    base: str
    targets: Mapping[str, str]
    owner: str
    source: Text


AnswerSource = Callable[[Cluster], Iterable[KnownAnswer]]
GoalSource = Callable[[Cluster, int], Iterable[KnownGoal]]
_answers: list[AnswerSource] = []
_goals: list[GoalSource] = []


def knows_answers(source: AnswerSource) -> AnswerSource:
    """Makes a source of answers known; it tells only what the cluster's own county may see."""
    _answers.append(source)
    return source


def knows_goals(source: GoalSource) -> GoalSource:
    """Makes a source of goals known; it is asked with the base year, and gives targets of the three years after it."""
    _goals.append(source)
    return source


def answers_of(cluster: Cluster) -> Iterator[KnownAnswer]:
    """What the sources answer for a cluster, in the order they were made known."""
    for source in _answers:
        yield from source(cluster)


def goals_of(cluster: Cluster, base_year: int) -> list[KnownGoal]:
    """The goals the sources know for the three years after `base_year`; one indicator once, the first source wins."""
    found: dict[str, KnownGoal] = {}
    for source in _goals:
        for goal in source(cluster, base_year):
            found.setdefault(goal.indicator, goal)
    return list(found.values())
