"""The way of a plan of visits, the same table for every kind that is planned."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who
from jiqun.visits.acts import guards
from jiqun.visits.acts import plan as acts
from jiqun.visits.forms import plan as forms
from jiqun.visits.forms.visit import ReasonForm
from jiqun.visits.kinds import Kind, plan_name
from jiqun.visits.models.plan import DISCARDED, DRAFTED, ENDED, IN_FORCE


def table(kind: Kind) -> Procedure:
    """The table of the plans of a kind of visit."""
    officer, title = Who(Role.OFFICER, kind.level), acts.planning_of(kind).title
    return Procedure(
        name=plan_name(kind.name),
        title=title,
        model="casework.Case",
        states=(
            State(DRAFTED, Text("待签批", "To be signed"), 0),
            State(IN_FORCE, Text("已生效", "In force"), 1, final=True),
            State(DISCARDED, Text("已作废", "Discarded"), final=True),
            State(ENDED, Text("已撤销", "Ended"), final=True),
        ),
        opening=Act(
            "draw_up",
            Text(f"拟订{title.zh}", f"Draw up a {title.en.lower()}"),
            kind.clause,
            officer,
            form=forms.DrawUpForm,
            effect=acts.draw_up,
            offered=False,
        ),
        acts=(
            Act(
                "adopt",
                Text("提请签批计划", "Lay the plan before the approver"),
                kind.clause,
                officer,
                (DRAFTED,),
                target=IN_FORCE,
                form=forms.AdoptForm,
                guards=(guards.own, acts.candidates_still_open),
                effect=acts.adopt,
                chain=SIGNED_BY_APPROVER,
                page="visits:adopt",
                primary=True,
            ),
            Act(
                "discard",
                Text("作废", "Discard"),
                kind.clause,
                officer,
                (DRAFTED,),
                target=DISCARDED,
                form=ReasonForm,
                guards=(guards.own,),
                effect=acts.close,
                hint=Text("重新随机抽取时沿用同一种子", "Another drawing uses the same seed"),
                task=False,
            ),
            Act(
                "end",
                Text("撤销计划", "End the plan"),
                kind.clause,
                officer,
                (IN_FORCE,),
                target=ENDED,
                form=ReasonForm,
                guards=(guards.own,),
                effect=acts.close,
                chain=SIGNED_BY_APPROVER,
                hint=Text("撤销后，未列入的集群推荐前须检查", "What it left out then needs a visit"),
                task=False,
            ),
        ),
        bar=(Text("拟订", "Drawn up"), Text("生效", "In force")),
        url="visits:plan",
    )
