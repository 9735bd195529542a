"""The frozen goals in a report: each with the year's target, the result that was written, and what is amiss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.register.goals import current
from jiqun.register.models import Goal
from jiqun.supervision.changes import record
from jiqun.supervision.models import AnnualReport

FIELD = "goal_progress"
"""The table of the form: 指标 · 当年实际 · 当年目标 · 偏差原因."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One goal with what the report says of it: `actual` and `reason` as written, `target` of the year or blank.

    `adjusted`: the target is not the frozen one, but one put on record since.
    """

    goal: Goal
    target: str
    actual: str
    reason: str
    adjusted: bool = False

    @property
    def short(self) -> bool | None:
        """Whether the result falls short of the year's target; `None` while it, the target or the base is no number.

        A goal whose target lies below its base is one that is to fall.
        """
        actual, target, base = (number(text) for text in (self.actual, self.target, self.goal.base))
        if actual is None or target is None or base is None:
            return None
        return actual > target if target < base else actual < target


def number(text: str) -> Fraction | None:
    """A decimal as an exact number; `None` for anything else."""
    try:
        return Fraction(text.replace(",", "").strip())
    except (ValueError, ZeroDivisionError):
        return None


def goals_of(report: AnnualReport) -> list[Goal]:
    """The frozen goals of the recognition's present term; one query until it was renewed, then two."""
    return current(report.recognition)


def targets_of(goals: Sequence[Goal], year: int) -> dict[int, str]:
    """The target of a year by the goal's key, adjustments on record counted; blank when the plan has none; one query
    where there are goals."""
    made: Mapping[int, list[Any]] = record.adjustments(goals) if goals else {}
    return {goal.pk: str(record.merged(goal, made.get(goal.pk, ())).get(str(year), "")) for goal in goals}


def lines(goals: Sequence[Goal], year: int, table: Any) -> list[Progress]:
    """Each goal with its line of the table, found by indicator; a goal without a line has blanks. One query."""
    by_name = {line[0].strip(): line for line in table or () if line and line[0]}
    targets = targets_of(goals, year)
    found = []
    for goal in goals:
        line = [*by_name.get(goal.indicator.strip(), ()), "", "", "", ""]
        target = targets[goal.pk]
        adjusted = target != str(goal.targets.get(str(year), ""))
        found.append(Progress(goal, target, line[1].strip(), line[3].strip(), adjusted))
    return found


def prefilled(goals: Sequence[Goal], year: int) -> list[list[str]]:
    """The table a report starts with: every goal with the year's target. One query."""
    targets = targets_of(goals, year)
    return [[goal.indicator, "", targets[goal.pk], ""] for goal in goals]


def amiss(found: Sequence[Progress]) -> list[Text]:
    """What keeps the table from being handed in, a sentence for each goal concerned."""
    said = []
    for line in found:
        name = line.goal.indicator
        if not line.actual:
            said.append(Text(f"目标“{name}”没有填当年实际", f"“{name}”: no result of the year"))
        elif number(line.actual) is None:
            said.append(
                Text(f"目标“{name}”的当年实际“{line.actual}”不是数字", f"“{name}”: “{line.actual}” is no number")
            )
        elif number(line.goal.base) is None and not line.reason:
            said.append(
                Text(
                    f"目标“{name}”认定时没有基值，不能与目标比较，请在“偏差原因”中说明当年进展",
                    f"“{name}” was frozen without a base and cannot be compared: say how it stands",
                )
            )
        elif line.short and not line.reason:
            said.append(
                Text(
                    f"目标“{name}”未达当年目标 {line.target}，请写明偏差原因",
                    f"“{name}” falls short of {line.target}: say why",
                )
            )
    return said
