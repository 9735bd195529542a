"""An adjustment of the plan's goals (规划目标): new targets for years to come, goal by goal, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.forms.fields import decimal_text
from jiqun.law.citation import here
from jiqun.register.models import Cluster, Goal
from jiqun.supervision.changes import record
from jiqun.supervision.changes.kinds.kind import SAME, Kind, Shown, plain
from jiqun.supervision.models import ChangeFiling, GoalAdjustment
from jiqun.web.fields import T

WRONG_WAY = {
    True: Text(
        "“{goal}”是提高类目标，{year} 年目标 {target} 低于基值 {base}，请核对。",
        "“{goal}” is to rise; its target {target} of {year} lies below the base {base}.",
    ),
    False: Text(
        "“{goal}”是降低类目标，{year} 年目标 {target} 高于基值 {base}，请核对。",
        "“{goal}” is to fall; its target {target} of {year} lies above the base {base}.",
    ),
}
NO_GOALS = Text(
    "该集群认定时没有登记规划目标，无从调整；纸面上的目标请先补录。",
    "No goals were registered at its recognition; enter those from paper first.",
)


class Goals(Kind):
    """Targets of years that have not ended. The goals frozen at recognition stay; the new targets stand beside them."""

    slug = "goals"
    title = Text("规划目标", "Goals of the plan")
    hint = Text(
        "只能调整尚未结束年度的目标；认定时的目标保留，复核时一并列示。",
        "Only years that have not ended; the goals of the recognition stay and are shown beside the new ones.",
    )
    periodic = False
    basis = here("A15 A16").zh

    def on_record(self, cluster: Cluster) -> dict[str, Any]:
        """The goals of the recognition, with the targets in force."""
        found = record.goals(cluster)
        return {
            "goals": [
                {
                    "goal": goal.pk,
                    "indicator": goal.indicator,
                    "unit": goal.unit,
                    "base": goal.base,
                    "targets": targets,
                    "rising": rising(goal),
                }
                for goal, targets in found
            ]
        }

    def fields(self, cluster: Cluster, before: Mapping[str, Any], today: date) -> dict[str, forms.Field]:
        """A field for each goal and year to come, filled in with the target in force."""
        found: dict[str, forms.Field] = {}
        for goal in before["goals"]:
            for year, target in goal["targets"].items():
                if int(year) < today.year:
                    continue
                label = f"{goal['indicator']}（{goal['unit']}）{year}"
                found[name_of(goal, year)] = Target(
                    label=T(f"{label} 年目标", f"{label}: target"),
                    initial=target,
                    help_text=T(f"基值 {goal['base']}，现目标 {target}", f"base {goal['base']}, target now {target}"),
                )
        return found

    def after(self, form: forms.Form, cluster: Cluster, before: Mapping[str, Any]) -> dict[str, Any]:
        """The targets that differ; none of them on the wrong side of its base."""
        changed: dict[str, dict[str, str]] = {}
        if not before["goals"]:
            form.add_error(None, str(NO_GOALS))
        for goal in before["goals"]:
            for year, target in goal["targets"].items():
                name = name_of(goal, year)
                given = form.cleaned_data.get(name)
                if given is None or Decimal(given) == number(target):
                    continue
                if wrong_side(goal, given):
                    said = WRONG_WAY[goal["rising"]]
                    form.add_error(
                        name, str(said.format(goal=goal["indicator"], year=year, target=given, base=goal["base"]))
                    )
                changed.setdefault(str(goal["goal"]), {})[year] = given
        if before["goals"] and not changed and not form.errors:
            form.add_error(None, str(SAME))
        return {"targets": changed}

    def initial(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """As entered."""
        return {
            f"goal_{goal}_{year}": target for goal, years in after["targets"].items() for year, target in years.items()
        }

    def shown(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Shown]:
        """Each target that changes."""
        rows = []
        for goal in before["goals"]:
            for year, target in after["targets"].get(str(goal["goal"]), {}).items():
                label = f"{goal['indicator']}（{goal['unit']}）"
                rows.append(Shown(Text(f"{label}{year} 年", f"{label} {year}"), plain(goal["targets"][year]), target))
        return rows

    def put_on_record(self, doing: Doing, filing: ChangeFiling) -> None:
        """An adjustment for each goal."""
        assert filing.filed_on is not None  # the act has set it
        GoalAdjustment.objects.bulk_create(
            GoalAdjustment(goal_id=int(goal), filing=filing, targets=targets, filed_on=filing.filed_on)
            for goal, targets in filing.after["targets"].items()
        )


class Target(forms.CharField):
    """A target as decimal text."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=30,
            widget=forms.TextInput(attrs={"class": "figures", "inputmode": "decimal"}),
            error_messages={"required": T("请填写目标值；不调整的保留原值。", "Give the target; leave it as it was.")},
            **more,
        )

    def clean(self, value: Any) -> str:
        """A figure of zero or more."""
        return decimal_text(super().clean(value))


def name_of(goal: Mapping[str, Any], year: str) -> str:
    """The field of a goal's year."""
    return f"goal_{goal['goal']}_{year}"


def number(said: str) -> Decimal | None:
    """A figure kept as text; `None` where a goal from paper says it in words."""
    try:
        return Decimal(decimal_text(said) or "x")
    except (ValidationError, ArithmeticError):
        return None


def rising(goal: Goal) -> bool:
    """Whether a goal is to rise: its last target as it was frozen lies at or above its base."""
    base, last = number(goal.base), number(goal.targets[max(goal.targets)]) if goal.targets else None
    return base is None or last is None or last >= base


def wrong_side(goal: Mapping[str, Any], target: str) -> bool:
    """Whether a target lies below the base of a goal that is to rise, or above that of one that is to fall."""
    base, given = number(goal["base"]), Decimal(target)
    if base is None:
        return False
    return given < base if goal["rising"] else given > base
