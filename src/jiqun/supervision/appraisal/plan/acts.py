"""Drawing up the plan of supervision, signing it, ending it (Article 16)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Case
from jiqun.casework.refusals import naming
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.register.terms import in_force
from jiqun.supervision.appraisal.matter import MEASURE, refuse
from jiqun.supervision.appraisal.plan import risk
from jiqun.supervision.models import PlannedCheck, SupervisionPlan
from jiqun.visits.draw import fresh_seed, in_order
from jiqun.visits.kinds import total

CHECK = "supervision_check"
METHODS = {
    SupervisionPlan.Method.ALL: Text("全部检查", "All of them"),
    SupervisionPlan.Method.LOT: Text("随机抽取", "By lot"),
    SupervisionPlan.Method.RISK: Text("按风险选取", "By risk"),
}


def plan_of(case: Case) -> SupervisionPlan:
    """What is particular to the matter."""
    return SupervisionPlan.objects.select_related("case__authority").get(pk=case.pk)


def candidates(on: Any) -> list[Cluster]:
    """The clusters whose provincial recognition is in force on a day, by place; one query."""
    held = Recognition.objects.filter(in_force(on), level=PROVINCIAL).values("cluster")
    return list(Cluster.objects.filter(pk__in=held).order_by("path", "name"))


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def still_recognised(doing: Doing) -> None:
    """Nobody is checked whose recognition ended since the plan was drawn up. Raises `Refusal`."""
    here = {each.pk for each in candidates(doing.today)}
    gone = [each.cluster.name for each in chosen(doing) if each.cluster_id not in here]
    if gone:
        named = naming(gone, "个集群")
        raise refuse(
            f"拟订之后，{named.zh}的认定已撤销或有效期已满，请作废后重新拟订。",
            f"Since it was drawn up, the recognition of {named.en} ended: discard the plan and draw up another.",
        )


def no_check_open(doing: Doing) -> None:
    """Every check of the plan came to its end. Raises `Refusal`."""
    rows = PlannedCheck.objects.filter(plan=doing.subject.pk, case__state="open").order_by("position")
    if names := list(rows.values_list("cluster__name", flat=True)):
        named = naming(names, "个集群")
        raise refuse(f"还有检查没有办结：{named.zh}。", f"Checks are still open: {named.en}.")


def chosen(doing: Doing) -> Sequence[PlannedCheck]:
    """The checks the act is about: picked in a plan by risk, otherwise those chosen when it was drawn up."""
    rows = PlannedCheck.objects.filter(plan=doing.subject.pk).select_related("cluster").order_by("position")
    if "picked" in doing.payload:
        return list(rows.filter(pk__in=doing.payload["picked"]))
    return list(rows.filter(chosen=True))


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def draw_up(doing: Doing) -> None:
    """Opens the plan with every recognised cluster and its explained risk; by lot they are drawn now."""
    payload, on = doing.payload, doing.today
    authority: Any = doing.by.authority
    found = candidates(on)
    if not found:
        raise refuse("没有认定有效的省级集群，不能拟订计划。", "No provincial recognition is in force.")
    year, method = payload["year"], SupervisionPlan.Method(payload["method"])
    doing.subject = open_case(
        doing,
        number=f"JD-{year}-{next_number(f'supervision_plan/{year}'):02d}",
        title=f"{year}年度监督检查计划",
        authority=authority,
        measure=MEASURE,
        state="drafted",
    )
    wanted = len(found) if method == SupervisionPlan.Method.ALL else min(payload["wanted"], len(found))
    plan = SupervisionPlan.objects.create(
        case=doing.subject,
        year=year,
        focus=payload["focus"],
        method=method,
        seed=seed_for(doing, year) if method == SupervisionPlan.Method.LOT else "",
        wanted=wanted,
    )
    points = risk.points(found, on)
    ordered = sorted(found, key=lambda each: (-total(points[each.pk]), each.path, each.name))
    if plan.seed:
        by_key = {str(each.pk): each for each in found}
        ordered = [by_key[key] for key in in_order(plan.seed, by_key)]
    PlannedCheck.objects.bulk_create(
        PlannedCheck(
            plan=plan,
            cluster=each,
            position=n,
            points=[point.plain() for point in points[each.pk]],
            total=total(points[each.pk]),
            chosen=method != SupervisionPlan.Method.RISK and n <= wanted,
        )
        for n, each in enumerate(ordered, 1)
    )
    doing.told |= {"seed": plan.seed, "order": [str(each.pk) for each in ordered], "wanted": wanted}
    how = METHODS[method]
    doing.note = Text(
        f"{how.zh}，{len(found)} 个集群中检查 {wanted} 个", f"{how.en}, {wanted} of {len(found)} clusters"
    )


def seed_for(doing: Doing, year: int) -> str:
    """A fresh seed, or the one drawn with before for the same year: nobody draws until it pleases."""
    before = SupervisionPlan.objects.filter(year=year, method=SupervisionPlan.Method.LOT).order_by("case__opened_at")
    return before.values_list("seed", flat=True).first() or fresh_seed(doing.chance)


def adopt(doing: Doing) -> None:
    """The plan is in force: each cluster chosen gets its check, seen by the province alone."""
    plan, rows = plan_of(doing.subject), chosen(doing)
    if plan.method == SupervisionPlan.Method.RISK:
        SupervisionPlan.objects.filter(pk=plan.pk).update(wanted=len(rows), reason=doing.payload["reason"])
    cases = [
        Case(
            id=doing.new_id(),
            number=f"{plan.case.number}-{n:03d}",
            procedure_name=CHECK,
            state="open",
            title=f"{plan.year}年监督检查：{row.cluster.name}"[:120],
            authority=plan.case.authority,
            path=plan.case.path,
            cluster=row.cluster,
            measure=MEASURE,
            opened_at=doing.now,
        )
        for n, row in enumerate(rows, 1)
    ]
    Case.objects.bulk_create(cases)
    for row, case in zip(rows, cases, strict=True):
        row.chosen, row.case = True, case
        doing.moved.append((case, "", None))
    PlannedCheck.objects.bulk_update(rows, ["chosen", "case"], batch_size=200)
    names = [row.cluster.name for row in rows]
    doing.told["chosen"] = names
    named = listing(names)
    doing.note = Text(f"检查 {len(rows)} 个：{named.zh}", f"{len(rows)} to be checked: {named.en}")


def discard(doing: Doing) -> None:
    """Makes room for another plan of the year; another drawing by lot uses the same seed."""
    SupervisionPlan.objects.filter(pk=doing.subject.pk).update(live=False)
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
