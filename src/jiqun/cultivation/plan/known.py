"""The goals of a plan for an application (13(九)) or a renewal (15): the revision in force, with its source."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun.bilingual import Text
from jiqun.cultivation.models import Plan, PlanRevision
from jiqun.cultivation.plan.content import YEARS, from_plain
from jiqun.register.known import KnownGoal, knows_goals
from jiqun.register.models import Cluster


@knows_goals
def goals(cluster: Cluster, base_year: int) -> Iterator[KnownGoal]:
    """The goals of the plan that overlaps the three years after `base_year` most; a year the plan has not stays blank,
    and so does the base of another year. Two queries, one where there is no plan."""
    wanted = range(base_year + 1, base_year + 1 + YEARS)
    plans = Plan.objects.filter(
        cluster=cluster, dropped=False, revision__gt=0, first_year__gt=wanted[0] - YEARS, first_year__lte=wanted[-1]
    ).select_related("case")
    plan = min(plans, key=lambda each: (abs(each.first_year - wanted[0]), -each.first_year), default=None)
    if plan is None:
        return
    kept = PlanRevision.objects.get(plan=plan, number=plan.revision)
    source = Text(
        f"培育方案（{plan.case.number}，第 {plan.revision} 版）",
        f"the plan ({plan.case.number}, revision {plan.revision})",
    )
    for goal in from_plain(kept.content).goals:
        targets = {str(year): goal.targets.get(str(year), "") for year in wanted}
        base = goal.base if plan.first_year == wanted[0] else goal.targets.get(str(base_year), "")
        yield KnownGoal(goal.indicator, goal.unit, base, targets, goal.owner, source)
