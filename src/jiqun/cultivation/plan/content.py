"""What a plan says: the measures it takes for each named task, the tasks it leaves out with reasons, its goals.

Plain values, kept as JSON in a revision and never changed there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

YEARS = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One measure (措施) for the named task `topic`: unit responsible, first and last day, money planned in 分."""

    topic: str
    title: str
    owner: str
    start: date
    end: date
    planned: int | None

    @property
    def direction(self) -> int:
        """The direction of its task."""
        return int(self.topic.split(".")[0])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A named task that does not apply (不适用), with the reason."""

    topic: str
    reason: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a direction: `base` and `targets` (year → value) are decimals as text; `rising`: more is better."""

    direction: int
    indicator: str
    unit: str
    base: str
    targets: Mapping[str, str]
    owner: str
    rising: bool

    @property
    def last(self) -> Decimal:
        """The target of its last year."""
        return Decimal(self.targets[max(self.targets)])


@dataclass(frozen=True, slots=True)
class Content:
    """A whole plan for the three years from `first_year`."""

    first_year: int
    outline: str
    safeguards: str
    tasks: tuple[Task, ...]
    left_out: tuple[LeftOut, ...]
    goals: tuple[Goal, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The three years, as keys of targets."""
        return tuple(str(self.first_year + n) for n in range(YEARS))

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "first_year": self.first_year,
            "outline": self.outline,
            "safeguards": self.safeguards,
            "tasks": [
                {
                    "topic": each.topic,
                    "title": each.title,
                    "owner": each.owner,
                    "start": each.start.isoformat(),
                    "end": each.end.isoformat(),
                    "planned": each.planned,
                }
                for each in self.tasks
            ],
            "left_out": [{"topic": each.topic, "reason": each.reason} for each in self.left_out],
            "goals": [
                {
                    "direction": each.direction,
                    "indicator": each.indicator,
                    "unit": each.unit,
                    "base": each.base,
                    "targets": dict(each.targets),
                    "owner": each.owner,
                    "rising": each.rising,
                }
                for each in self.goals
            ],
        }


def from_plain(kept: Mapping[str, Any]) -> Content:
    """The content that `Content.plain` gave."""
    return Content(
        kept["first_year"],
        kept["outline"],
        kept["safeguards"],
        tuple(
            Task(
                each["topic"],
                each["title"],
                each["owner"],
                date.fromisoformat(each["start"]),
                date.fromisoformat(each["end"]),
                each["planned"],
            )
            for each in kept["tasks"]
        ),
        tuple(LeftOut(each["topic"], each["reason"]) for each in kept["left_out"]),
        tuple(Goal(**each) for each in kept["goals"]),
    )
