"""The way of a firm's request (企业诉求), as one table (Article 9: 营造稳定公平透明可预期的营商环境)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.cultivation.support import request_acts as acts
from jiqun.cultivation.support import request_forms as forms

COUNTY, PREFECTURE = Who(Role.OFFICER, Level.COUNTY), Who(Role.OFFICER, Level.PREFECTURE)
OPEN = ("open", "doing", "handed_up")

REQUEST = register(
    Procedure(
        name="enterprise_request",
        title=Text("企业诉求", "Request of a firm"),
        model="casework.Case",
        states=(
            State("open", Text("待办", "To do"), 0),
            State("doing", Text("办理中", "Under way"), 1),
            State("handed_up", Text("市级协调", "With the prefecture"), 1),
            State("closed", Text("办结", "Closed"), 2),
            State("declined", Text("不予办理", "Not taken on")),
        ),
        opening=Act(
            "enter",
            Text("登记企业诉求", "Enter a request"),
            acts.CLAUSE,
            COUNTY,
            form=forms.RequestForm,
            effect=acts.enter,
            page="cultivation:request-enter",
            personal=True,
            offered=False,
        ),
        acts=(
            Act(
                "take_up",
                Text("开始办理", "Take it up"),
                acts.CLAUSE,
                COUNTY,
                source=("open",),
                target="doing",
                form=forms.TakeUpForm,
                guards=(acts.own_request,),
                effect=acts.take_up,
                due=acts.due_as_before,
                primary=True,
            ),
            Act(
                "close",
                Text("办结", "Close"),
                acts.CLAUSE,
                COUNTY,
                source=("open", "doing"),
                target="closed",
                form=forms.CloseForm,
                guards=(acts.own_request,),
                effect=acts.close,
            ),
            Act(
                "hand_up",
                Text("提请市级协调", "Hand it up"),
                acts.CLAUSE,
                COUNTY,
                source=("open", "doing"),
                target="handed_up",
                form=forms.HandUpForm,
                guards=(acts.own_request,),
                effect=acts.say,
                due=acts.due_as_given,
                task=False,
            ),
            Act(
                "answer",
                Text("反馈协调结果", "Answer the county"),
                acts.CLAUSE,
                PREFECTURE,
                source=("handed_up",),
                target="doing",
                form=forms.AnswerForm,
                effect=acts.say,
                due=acts.due_as_given,
                primary=True,
            ),
            Act(
                "decline",
                Text("不予办理", "Do not take it on"),
                acts.CLAUSE,
                COUNTY,
                source=("open", "doing"),
                target="declined",
                form=forms.DeclineForm,
                guards=(acts.own_request,),
                effect=acts.decline,
                task=False,
            ),
            Act(
                "reopen",
                Text("重新办理", "Take it up again"),
                acts.CLAUSE,
                COUNTY,
                source=("closed", "declined"),
                target="doing",
                form=forms.ReopenForm,
                guards=(acts.own_request,),
                effect=acts.reopen,
                due=acts.due_as_given,
                task=False,
            ),
        ),
        bar=(Text("待办", "To do"), Text("办理中", "Under way"), Text("办结", "Closed")),
        url="cultivation:request",
    )
)
