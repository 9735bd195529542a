"""The goals of a renewal: as frozen, as adjusted since, against their results; and the plan of the next term.

What the computation says of a goal is a proposal; each level concludes for itself (Article 15: 考核目标完成情况).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.register.goals import current
from jiqun.register.models import Goal, Recognition
from jiqun.supervision.changes.record import adjustments, merged
from jiqun.supervision.models import GoalProgress
from jiqun.supervision.reports.goals import number

FIELD, PLAN = "goals_result", "next_plan"
RESULTS = {
    "met": Text("完成", "Met"),
    "nearly": Text("基本完成", "Nearly met"),
    "missed": Text("未完成", "Missed"),
}
NEARLY = Fraction(9, 10)
"""From which part of its target on a goal counts as nearly met: the product's own proposal, the measure sets none."""
PROOF = "goal-"


@dataclass(frozen=True, slots=True)
class Held:
    """One goal: its targets by year as frozen and as in force, and the results the yearly reports gave."""

    goal: Goal
    frozen: Mapping[str, str]
    targets: Mapping[str, str]
    results: Mapping[str, str]

    @property
    def name(self) -> str:
        """Indicator with unit, as tables call it."""
        return f"{self.goal.indicator}（{self.goal.unit}）" if self.goal.unit else self.goal.indicator

    @property
    def target(self) -> str:
        """The target the term ends with, in force."""
        return self.targets[max(self.targets)] if self.targets else ""

    @property
    def adjusted(self) -> bool:
        """Whether a target is another than the frozen one."""
        return dict(self.frozen) != dict(self.targets)

    @property
    def last(self) -> str:
        """The latest result reported; blank without one."""
        return self.results[max(self.results)] if self.results else ""

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """Year, frozen target, target in force, result."""
        years = sorted({*self.frozen, *self.targets, *self.results})
        return [(y, self.frozen.get(y, ""), self.targets.get(y, ""), self.results.get(y, "")) for y in years]


def held(recognition: Recognition) -> list[Held]:
    """The goals of the present term; four queries."""
    return of(current(recognition))


def of(goals: Sequence[Goal]) -> list[Held]:
    """Some goals with what was adjusted and reported of them; two queries."""
    made = adjustments(goals)
    reported: dict[int, dict[str, str]] = {}
    rows = GoalProgress.objects.filter(goal__in=goals, report__received_at__isnull=False)
    for goal, year, actual in rows.values_list("goal", "report__year", "actual"):
        reported.setdefault(goal, {})[str(year)] = actual
    return [
        Held(
            goal,
            {str(year): target for year, target in sorted(goal.targets.items())},
            merged(goal, made.get(goal.pk, ())),
            reported.get(goal.pk, {}),
        )
        for goal in goals
    ]


def proposal(base: str, target: str, actual: str) -> str:
    """What the figures say of a goal, a key of `RESULTS`; blank where one of them is no number.

    A goal whose target lies below its base is one that is to fall.
    """
    wanted, reached, began = number(target), number(actual), number(base)
    if wanted is None or reached is None:
        return ""
    falls = began is not None and wanted < began
    if reached <= wanted if falls else reached >= wanted:
        return "met"
    part = wanted / reached if falls else (reached / wanted if wanted else Fraction(0))
    return "nearly" if part >= NEARLY else "missed"


# ── the table of results ─────────────────────────────────────────────────────────────────────────────────


def prefilled(goals: Sequence[Held]) -> list[list[str]]:
    """The table a renewal starts with: goal, final target, the last result reported."""
    return [[each.name, each.target, each.last, ""] for each in goals]


def line_of(each: Held, table: Any) -> tuple[str, str, str] | None:
    """Target, result and source that the table gives for a goal; `None` without a line of it."""
    for line in table or ():
        if line and line[0].strip() == each.name:
            cells = [*(cell.strip() for cell in line[1:4]), "", "", ""]
            return cells[0], cells[1], cells[2]
    return None


def amiss(goals: Sequence[Held], table: Any, proved: frozenset[str]) -> list[Text]:
    """What keeps the results from being handed in; `proved` are the requirements that have a file."""
    said = []
    known = {each.name for each in goals}
    for line in table or ():
        if line and line[0].strip() and line[0].strip() not in known:
            said.append(Text(f"“{line[0]}”不是认定时固定的目标", f"“{line[0]}” is no goal that was frozen"))
    for each in goals:
        given = line_of(each, table)
        if given is None:
            said.append(Text(f"目标“{each.name}”没有填报", f"“{each.name}” has no line"))
            continue
        target, actual, source = given
        if number(target) != number(each.target):
            said.append(
                Text(f"目标“{each.name}”的期末目标应为 {each.target}", f"“{each.name}”: its target is {each.target}")
            )
        if number(actual) is None:
            said.append(
                Text(f"目标“{each.name}”的期末实际“{actual}”不是数字", f"“{each.name}”: “{actual}” is no number")
            )
        if not source:
            said.append(Text(f"目标“{each.name}”没有写明说明和依据", f"“{each.name}”: its proof is not named"))
        if f"{PROOF}{each.goal.number}" not in proved:
            said.append(Text(f"目标“{each.name}”没有上传证明材料", f"“{each.name}”: no proof is attached"))
    return said


# ── the plan of the next term ────────────────────────────────────────────────────────────────────────────


def plan_years(ends_on: date) -> tuple[int, int, int]:
    """The three years of the next plan: from the year in which the term under review ends."""
    return ends_on.year, ends_on.year + 1, ends_on.year + 2


def plan(table: Any, years: Sequence[int]) -> tuple[list[dict[str, Any]], list[Text]]:
    """The goals of the next plan as they would be frozen, and what is amiss with the table."""
    rows: list[dict[str, Any]] = []
    said: list[Text] = []
    for place, line in enumerate(table or (), 1):
        cells = [*(cell.strip() for cell in line), *([""] * 7)][:7]
        indicator, unit, base, *targets, owner = cells
        name = indicator or f"第 {place} 行"
        if not indicator:
            said.append(Text(f"下一规划第 {place} 行没有写指标", f"Line {place} of the next plan has no indicator"))
        if number(base) is None:
            said.append(Text(f"下一规划目标“{name}”的基值不是数字", f"Next plan, “{name}”: its base is no number"))
        for year, target in zip(years, targets, strict=True):
            if number(target) is None:
                said.append(
                    Text(f"下一规划目标“{name}”的 {year} 年目标不是数字", f"Next plan, “{name}”: no number for {year}")
                )
        if not owner:
            said.append(Text(f"下一规划目标“{name}”没有写责任单位", f"Next plan, “{name}”: no unit is responsible"))
        if indicator in (row["indicator"] for row in rows):
            said.append(Text(f"下一规划目标“{name}”重复", f"Next plan: “{name}” stands there twice"))
        rows.append(
            {
                "indicator": indicator[:80],
                "unit": unit[:30],
                "base": base[:30],
                "targets": {str(year): target[:30] for year, target in zip(years, targets, strict=True)},
                "owner": owner[:80],
            }
        )
    return rows, said
