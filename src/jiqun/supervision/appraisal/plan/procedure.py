"""The ways of the plan of supervision and of its checks, and the visits made for them, as tables (Articles 16, 17)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework import procedure as casework
from jiqun.casework.models import Case
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who, register
from jiqun.supervision.appraisal.matter import CLAUSE
from jiqun.supervision.appraisal.plan import acts, check, forms
from jiqun.visits import kinds

OFFICER = Who(Role.OFFICER, Level.PROVINCE)
NOT_OPEN = Text("本项检查已“{state}”，不再安排现场核查。", "The check is at “{state}”; nothing is arranged any more.")
PENDING = Text("检查结论已提请签批，不再安排现场核查。", "Its conclusion waits for a signature.")

PLAN = register(
    Procedure(
        name="supervision_plan",
        title=Text("年度监督检查计划", "Yearly plan of supervision"),
        model="casework.Case",
        states=(
            State("drafted", Text("待签批", "To be signed"), 0),
            State("in_force", Text("实施中", "In force"), 1),
            State("closed", Text("已办结", "Closed"), 2, final=True),
            State("discarded", Text("已作废", "Discarded"), final=True),
        ),
        opening=Act(
            "draw_up_supervision",
            Text("拟订监督检查计划", "Draw up a plan of supervision"),
            CLAUSE,
            OFFICER,
            form=forms.DrawUpForm,
            effect=acts.draw_up,
            hint=Text(
                "候选为认定有效的全部省级集群；随机抽取的种子记入办理日志，任何人可以复算",
                "Candidates are all clusters recognised today; a seed goes into the journal, anyone can draw again",
            ),
            page="supervision:draw-up-plan",
        ),
        acts=(
            Act(
                "adopt_supervision",
                Text("提请签批计划", "Lay the plan before the approver"),
                CLAUSE,
                OFFICER,
                source=("drafted",),
                target="in_force",
                form=forms.AdoptForm,
                guards=(acts.still_recognised,),
                effect=acts.adopt,
                chain=SIGNED_BY_APPROVER,
                hint=Text("签批后为每个列入的集群建立检查事项", "Once signed, each cluster chosen gets its check"),
                primary=True,
            ),
            Act(
                "discard_supervision",
                Text("作废", "Discard"),
                CLAUSE,
                OFFICER,
                source=("drafted",),
                target="discarded",
                form=forms.ReasonForm,
                effect=acts.discard,
                hint=Text("重新随机抽取时沿用同一种子", "Another drawing uses the same seed"),
                task=False,
            ),
            Act(
                "close_supervision",
                Text("办结", "Close"),
                CLAUSE,
                OFFICER,
                source=("in_force",),
                target="closed",
                guards=(acts.no_check_open,),
                task=False,
            ),
        ),
        bar=(Text("拟订", "Drawn up"), Text("实施", "In force"), Text("办结", "Closed")),
        url="supervision:plan",
    )
)

CHECK = register(
    Procedure(
        name=acts.CHECK,
        title=Text("监督检查", "Check"),
        model="casework.Case",
        states=(
            State("open", Text("待检查", "To be checked"), 0, by=("supervision_plan.adopt_supervision",)),
            State("concluded", Text("已办结", "Concluded"), 1, final=True),
            State("called_off", Text("已取消", "Called off"), final=True),
        ),
        acts=(
            Act(
                "conclude_check",
                Text("作出检查结论", "Conclude"),
                CLAUSE,
                OFFICER,
                source=("open",),
                target="concluded",
                form=forms.ConcludeForm,
                guards=(check.no_visit_under_way, check.visited),
                effect=check.conclude,
                chain=SIGNED_BY_APPROVER,
                primary=True,
            ),
            Act(
                "call_off_check",
                Text("取消检查", "Call it off"),
                CLAUSE,
                OFFICER,
                source=("open",),
                target="called_off",
                form=forms.ReasonForm,
                guards=(check.no_visit_under_way,),
                effect=check.call_off,
                chain=SIGNED_BY_APPROVER,
                task=False,
            ),
        ),
        bar=(Text("检查", "Checked"), Text("结论", "Concluded")),
        url="supervision:check",
    )
)


def refusal(case: Case) -> Text | None:
    """Why nobody may go there now; `None` when they may."""
    if case.state != "open":
        return NOT_OPEN.format(state=casework.procedure(acts.CHECK).by_state[case.state].title)
    return PENDING if case.pending else None


MONITORING = kinds.register(
    kinds.Kind(
        name="monitoring",
        title=Text("监督检查现场核查", "Visit of supervision"),
        clause="A16 A17",
        level=Level.PROVINCE,
        about=acts.CHECK,
        checklist="monitoring",
        roster=check.roster_of,
        refusal=refusal,
        page="supervision:check",
        seen_above=False,
        told=False,
    )
)
