"""How far a plan is on a day: its measures, its money, its goals against the figures. Computed; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.cultivation.plan.content import Goal
from jiqun.cultivation.plan.directions import templates
from jiqun.web.figures import shown


class Status(Enum):
    """What the county says of a measure."""

    AHEAD = "ahead"
    RUNNING = "running"
    DONE = "done"
    EXTENDED = "extended"

    @property
    def title(self) -> Text:
        """For people."""
        return STATUSES[self]


STATUSES = {
    Status.AHEAD: Text("未启动", "Not begun"),
    Status.RUNNING: Text("进行中", "Running"),
    Status.DONE: Text("已完成", "Done"),
    Status.EXTENDED: Text("延期", "Put off"),
}


class Standing(Enum):
    """Where a measure stands on a day, from what the county says and its dates."""

    DONE = "done"
    RUNNING = "running"
    LATE = "late"
    DUE = "due"
    AHEAD = "ahead"

    @property
    def title(self) -> Text:
        """For people."""
        return STANDINGS[self][0]

    @property
    def tone(self) -> str:
        """The class of its tag."""
        return STANDINGS[self][1]


STANDINGS = {
    Standing.DONE: (Text("已完成", "Done"), "met"),
    Standing.RUNNING: (Text("进行中", "Running"), ""),
    Standing.LATE: (Text("已逾期", "Late"), "not"),
    Standing.DUE: (Text("应启动未启动", "Should have begun"), "und"),
    Standing.AHEAD: (Text("未到开始时间", "Still ahead"), "na"),
}


def standing(status: Status, start: date, end: date, until: date | None, on: date) -> Standing:
    """Where a measure stands: past its last day, or the day it was put off to, it is late unless it is done."""
    if status is Status.DONE:
        return Standing.DONE
    if on > (until or end):
        return Standing.LATE
    if status is Status.AHEAD:
        return Standing.DUE if on >= start else Standing.AHEAD
    return Standing.RUNNING


class Light(Enum):
    """A goal's year."""

    REACHED = "reached"
    SHORT = "short"
    OPEN = "open"
    UNKNOWN = "unknown"

    @property
    def title(self) -> Text:
        """For people."""
        return LIGHTS[self][0]

    @property
    def tone(self) -> str:
        """The class of its tag."""
        return LIGHTS[self][1]


LIGHTS = {
    Light.REACHED: (Text("达到", "Reached"), "met"),
    Light.SHORT: (Text("未达", "Short"), "not"),
    Light.OPEN: (Text("未到期", "Ahead"), "na"),
    Light.UNKNOWN: (Text("无数据", "No figure"), "und"),
}


@dataclass(frozen=True, slots=True)
class Actual:
    """A year's result; `source` says where it is from, `computed` whether from the register's figures."""

    value: Fraction
    source: str
    computed: bool


@dataclass(frozen=True, slots=True)
class GoalYear:
    """One year of a goal: target, result as text with its source, and the light."""

    year: str
    target: str
    actual: str
    source: str
    computed: bool
    light: Light


@dataclass(frozen=True, slots=True)
class Course:
    """A goal with its years; `done` is the part of the way from base to last target, as text, blank if unknown."""

    goal: Goal
    years: tuple[GoalYear, ...]
    done: str

    @property
    def latest(self) -> GoalYear | None:
        """The last year with a result."""
        return next((each for each in reversed(self.years) if each.actual), None)


def course(goal: Goal, actuals: Mapping[str, Actual], this_year: int) -> Course:
    """A goal's way: the result of each year against its target. A year that has not ended is open without a result."""
    template = templates().get((goal.indicator, goal.unit))
    digits: int | str = template.digits if template and template.figure else "exact"
    years = []
    for year, target in sorted(goal.targets.items()):
        found = actuals.get(year)
        light = light_of(goal, Fraction(target), found, int(year) < this_year)
        years.append(
            GoalYear(
                year,
                target,
                shown(found.value, digits) if found else "",
                found.source if found else "",
                bool(found and found.computed),
                light,
            )
        )
    known = [actuals[each.year].value for each in years if each.year in actuals]
    return Course(goal, tuple(years), way(goal, known[-1]) if known else "")


def light_of(goal: Goal, target: Fraction, found: Actual | None, ended: bool) -> Light:
    """Whether a year's target is reached."""
    if found is None:
        return Light.UNKNOWN if ended else Light.OPEN
    reached = found.value >= target if goal.rising else found.value <= target
    return Light.REACHED if reached else Light.SHORT if ended else Light.OPEN


def way(goal: Goal, value: Fraction) -> str:
    """How much of the way from base to last target is gone, in whole per cent; blank where they are equal."""
    base, last = Fraction(goal.base), Fraction(goal.last)
    if base == last:
        return ""
    return f"{int((value - base) / (last - base) * 100)}%"
