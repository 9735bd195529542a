"""The way of an objection, as one table (Article 14(三))."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who, register
from jiqun.notices import acts
from jiqun.notices.forms import objection as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

BAR = (Text("登记", "Received"), Text("查核", "Looked into"), Text("答复", "Answered"))

STATES = (
    State("received", Text("待答复", "To be answered"), 1),
    State("lead", Text("线索，待研判", "Lead, to be considered")),
    State("answered", Text("已答复", "Answered"), 2, final=True),
    State("considered", Text("线索已研判", "Lead considered"), final=True),
)

OBJECTION = register(
    Procedure(
        name="objection",
        title=Text("公示异议", "Objection to a notice"),
        model="notices.Objection",
        states=STATES,
        opening=Act(
            "object",
            Text("提出异议", "Object"),
            "A14.3",
            Who(None),
            form=forms.ObjectionForm,
            effect=acts.receive,
            personal=True,
        ),
        acts=(
            Act(
                "answer",
                Text("答复异议", "Answer the objection"),
                "A14.3",
                OFFICER,
                source=("received",),
                target="answered",
                form=forms.AnswerForm,
                effect=acts.conclude,
                chain=SIGNED_BY_APPROVER,
                hint=Text("5 个工作日为本部门内部时限，办法未作规定", "5 working days is our own limit"),
                primary=True,
                personal=True,
            ),
            Act(
                "take_up",
                Text("按异议受理", "Take up as an objection"),
                "A14.3",
                OFFICER,
                source=("lead",),
                target="received",
                form=forms.TakeUpForm,
                effect=acts.take_up,
                personal=True,
            ),
            Act(
                "consider",
                Text("办结线索", "Conclude the lead"),
                "A14.3",
                OFFICER,
                source=("lead",),
                target="considered",
                form=forms.ConsiderForm,
                effect=acts.conclude,
                chain=SIGNED_BY_APPROVER,
                primary=True,
                personal=True,
            ),
        ),
        starts=("received", "lead"),
        bar=BAR,
        url="notices:objection",
    )
)
