"""Planning which candidates are visited: drawn up, signed, ended; chosen by lot or by explained risk."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.visits.draw import fresh_seed, in_order
from jiqun.visits.kinds import Candidate, Kind, Planning, kind_of, total
from jiqun.visits.models import Plan, PlanCandidate
from jiqun.visits.models.plan import DRAFTED, IN_FORCE

NOBODY = Text(
    "没有可列入计划的集群：已受理且尚未推荐、未列入其他计划的集群才能列入。",
    "There is nothing to plan for: only what is accepted, not recommended and in no other plan can be.",
)
RUNNING = Text("已有一份计划（{number}）尚未生效，请先签批或作废。", "A plan ({number}) is not in force yet.")
GONE_ON = Text(
    "计划中的{names}已推荐、已办结或有提请待签批，计划不能再签批；请作废后重新拟订。",
    "{names} of the plan have passed on or wait for a signature; discard the plan and draw up another.",
)


def planning_of(kind: Kind) -> Planning:
    """How visits of a kind are planned; it is asked of planned kinds only."""
    assert kind.planning is not None
    return kind.planning


def plan_of(doing: Doing) -> Plan:
    """The plan of a doing's case; read once."""
    found: Plan = doing.subject.visit_plan
    return found


def open_candidates(kind: Kind, about: Case, account: Any) -> list[Candidate]:
    """The candidates that no plan in force has named, and none that is being drawn up."""
    named = set(
        PlanCandidate.objects.filter(
            plan__kind=kind.name, plan__about=about, plan__case__state__in=(DRAFTED, IN_FORCE)
        ).values_list("matter", flat=True)
    )
    return [each for each in planning_of(kind).candidates(about, account) if each.case.pk not in named]


def draw_up(doing: Doing) -> None:
    """Opens the plan with its candidates as they stand; by lot they are drawn now. Raises `Refusal`."""
    kind, payload, authority = kind_of(doing.procedure.name), doing.payload, doing.by.authority
    assert authority is not None
    about = Case.objects.select_for_update(no_key=True).get(pk=payload["about"])
    refuse_twice(kind, about, authority.code)
    found = open_candidates(kind, about, doing.by)
    if not found:
        raise Refusal(NOBODY, clause=kind.clause)
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-J{next_number(f'visit-plan/{year}')}",
        title=f"{planning_of(kind).title.zh}：{about.title}"[:120],
        authority=authority,
        measure=about.measure,
        state=DRAFTED,
        audience=Audience.CHAIN if kind.seen_above else Audience.OWN,
    )
    method = Plan.Method(payload["method"])
    seed = seed_for(doing, kind, about) if method == Plan.Method.LOT else ""
    wanted = len(found) if method == Plan.Method.ALL else min(payload["wanted"], len(found))
    plan = Plan.objects.create(
        case=doing.subject, kind=kind.name, about=about, method=method, seed=seed, wanted=wanted, made_at=doing.now
    )
    ordered = sorted(found, key=lambda each: (-total(each.points), each.case.number))
    if seed:
        by_number = {each.case.number: each for each in found}
        ordered = [by_number[number] for number in in_order(seed, by_number)]
    PlanCandidate.objects.bulk_create(
        PlanCandidate(
            plan=plan,
            matter=each.case,
            name=each.name,
            position=n,
            points=[point.plain() for point in each.points],
            total=total(each.points),
            chosen=method != Plan.Method.RISK and n <= wanted,
        )
        for n, each in enumerate(ordered, start=1)
    )
    doing.told |= {"method": str(method), "seed": seed, "order": [each.case.number for each in ordered]}
    doing.told["wanted"] = wanted
    doing.note = Text(
        f"{Plan.Method(method).label}，候选 {len(found)} 个，抽查 {wanted} 个",
        f"{METHODS[method].en}, {len(found)} candidates, {wanted} to be visited",
    )


def refuse_twice(kind: Kind, about: Case, authority: str) -> None:
    """One plan at a time is drawn up by an authority. Raises `Refusal`."""
    going = Plan.objects.filter(kind=kind.name, about=about, case__authority=authority, case__state=DRAFTED)
    if (number := going.values_list("case__number", flat=True).first()) is not None:
        raise Refusal(RUNNING.format(number=number), clause=kind.clause)


def seed_for(doing: Doing, kind: Kind, about: Case) -> str:
    """A fresh seed, or the one this authority drew with before in the same round: nobody draws until it pleases."""
    assert doing.by.authority is not None
    before = Plan.objects.filter(
        kind=kind.name, about=about, case__authority=doing.by.authority.code, method=Plan.Method.LOT
    ).order_by("made_at")
    return before.values_list("seed", flat=True).first() or fresh_seed(doing.chance)


METHODS = {
    Plan.Method.ALL: Text("全部抽查", "all of them"),
    Plan.Method.LOT: Text("随机抽取", "by lot"),
    Plan.Method.RISK: Text("按风险选取", "by risk"),
}


def candidates_still_open(doing: Doing) -> None:
    """Nothing is planned for what has passed on. Raises `Refusal`."""
    kind, plan = kind_of(doing.procedure.name), plan_of(doing)
    rows = plan.candidates.select_related("matter").order_by("position")
    if gone := [each.name for each in rows if kind.refusal(each.matter) is not None]:
        raise Refusal(GONE_ON.format(names=listing(gone)), clause=kind.clause)


def adopt(doing: Doing) -> None:
    """The plan is in force: what it leaves out may be recommended without a visit."""
    plan = plan_of(doing)
    if plan.method == Plan.Method.RISK:
        plan.candidates.filter(matter__in=doing.payload["picked"]).update(chosen=True)
        Plan.objects.filter(pk=plan.pk).update(wanted=len(doing.payload["picked"]), reason=doing.payload["reason"])
    chosen = list(plan.candidates.filter(chosen=True).order_by("position").values_list("name", flat=True))
    doing.told["chosen"] = chosen
    named = listing(chosen)
    doing.note = Text(f"抽查 {len(chosen)} 个：{named.zh}", f"{len(chosen)} to be visited: {named.en}")


def close(doing: Doing) -> None:
    """Discarded or ended: what it left out needs a visit again, unless another plan says otherwise."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
