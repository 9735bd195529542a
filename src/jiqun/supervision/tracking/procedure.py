"""The ways of a problem, of a look for leads and of a lead, as tables (Articles 16, 17)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.supervision.models import lead as lead_states
from jiqun.supervision.models import problem as problem_states
from jiqun.supervision.tracking import forms, leads, problems

OFFICER = Who(Role.OFFICER)
COUNTY = Who(Role.OFFICER, Level.COUNTY)
PREFECTURE = Who(Role.OFFICER, Level.PREFECTURE)

PROBLEM = register(
    Procedure(
        name="problem",
        title=Text("问题整改", "Problem and remedy"),
        model="supervision.Problem",
        states=(
            State(problem_states.OPEN, Text("整改中", "Being solved"), 0),
            State(problem_states.CLOSED, Text("已销号", "Closed"), 1),
        ),
        opening=Act(
            "note_problem",
            Text("登记集群问题", "Note a problem of a cluster"),
            problems.CLAUSE,
            OFFICER,
            form=forms.NoteForm,
            effect=problems.note,
            offered=False,
        ),
        acts=(
            Act(
                "close_problem",
                Text("申请销号", "Close it"),
                problems.CLAUSE,
                COUNTY,
                source=(problem_states.OPEN,),
                target=problem_states.CLOSED,
                form=forms.CloseForm,
                guards=(problems.own_cluster,),
                effect=problems.close,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对整改结果和佐证材料，同意销号。", "Outcome and proof were compared; to be closed."
                        )
                    ),
                ),
                primary=True,
            ),
            Act(
                "plan_problem",
                Text("调整措施和期限", "Plan it anew"),
                problems.CLAUSE,
                OFFICER,
                source=(problem_states.OPEN,),
                form=forms.PlanForm,
                effect=problems.plan,
                task=False,
            ),
            Act(
                "reopen_problem",
                Text("退回继续整改", "Open it again"),
                problems.CLAUSE,
                PREFECTURE,
                source=(problem_states.CLOSED,),
                target=problem_states.OPEN,
                form=forms.ReasonForm,
                effect=problems.reopen,
                task=False,
            ),
        ),
        bar=(Text("整改", "Being solved"), Text("销号", "Closed")),
        url="supervision:problem",
    )
)

LOOK = register(
    Procedure(
        name="lead_look",
        title=Text("疑点线索核查", "Look for leads"),
        model="supervision.Look",
        states=(State("done", Text("已核查", "Done"), 0, final=True),),
        opening=Act(
            "look",
            Text("核查疑点线索", "Look for leads"),
            leads.CLAUSE,
            OFFICER,
            form=leads.LookForm,
            guards=(leads.above_county,),
            effect=leads.store,
            offered=False,
            hint=leads.HEADING,
        ),
        acts=(),
        url="supervision:look",
    )
)

LEAD = register(
    Procedure(
        name="lead",
        title=Text("疑点线索", "Lead"),
        model="supervision.Lead",
        states=(
            State(lead_states.OPEN, Text("待核实", "To be looked into"), 0),
            State(lead_states.DISMISSED, Text("已排除", "Dismissed"), 1),
            State(lead_states.TAKEN_UP, Text("已处理", "Taken up"), 1),
        ),
        acts=(
            Act(
                "dismiss",
                Text("排除线索", "Dismiss it"),
                leads.CLAUSE,
                OFFICER,
                source=(lead_states.OPEN,),
                target=lead_states.DISMISSED,
                form=forms.ReasonForm,
                guards=(leads.may_dismiss,),
                effect=leads.say,
                chain=SIGNED_BY_APPROVER,
                hint=Text("须写明理由并由审核岗签批", "With its reason, signed by the approver"),
                task=False,
            ),
            Act(
                "follow_up",
                Text("转入核查处理", "Take it up"),
                leads.CLAUSE,
                OFFICER,
                source=(lead_states.OPEN,),
                target=lead_states.TAKEN_UP,
                form=forms.FollowForm,
                effect=leads.say,
                hint=Text(
                    "不等于认定属实，也不启动撤销", "It says nothing of whether it is true, and begins no revocation"
                ),
                task=False,
            ),
            Act(
                "look_again",
                Text("重新核实", "Look into it again"),
                leads.CLAUSE,
                OFFICER,
                source=(lead_states.DISMISSED, lead_states.TAKEN_UP),
                target=lead_states.OPEN,
                form=forms.ReasonForm,
                guards=(leads.not_handed_over,),
                effect=leads.say,
                task=False,
            ),
        ),
        bar=(Text("待核实", "To be looked into"), Text("办结", "Done")),
        url="supervision:lead",
    )
)
