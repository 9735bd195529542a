"""The way of an objection, as one table (Article 14(三))."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who, register
from jiqun.notices import acts
from jiqun.notices.forms import handling
from jiqun.notices.forms import objection as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)
APPROVER = Who(Role.APPROVER, Level.PROVINCE)

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
                "assign",
                Text("指定承办人", "Assign a handler"),
                "A14.3",
                APPROVER,
                source=("received", "lead"),
                form=handling.AssignForm,
                effect=acts.assign,
                hint=Text("承办人须与异议所涉集群无利害关系", "Somebody without an interest in the cluster"),
            ),
            Act(
                "record_step",
                Text("登记查核情况", "Record what was done"),
                "A14.3",
                OFFICER,
                source=("received", "lead"),
                form=handling.StepForm,
                guards=(acts.own_hands,),
                effect=acts.record_step,
                personal=True,
            ),
            Act(
                "answer",
                Text("答复异议", "Answer the objection"),
                "A14.3",
                OFFICER,
                source=("received",),
                target="answered",
                form=handling.AnswerForm,
                guards=(acts.own_hands, acts.looked_into, acts.signers_hands),
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
                form=handling.TakeUpForm,
                guards=(acts.own_hands,),
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
                form=handling.ConsiderForm,
                guards=(acts.own_hands, acts.signers_hands),
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

ENTRY = register(
    Procedure(
        name="objection_entry",
        title=Text("登记异议", "Entering an objection"),
        model="notices.Objection",
        states=(
            State("received", Text("已登记", "Registered"), final=True),
            State("lead", Text("已登记为线索", "Registered as a lead"), final=True),
        ),
        opening=Act(
            "enter_objection",
            Text("登记来信来访异议", "Enter an objection that came by letter, visit or telephone"),
            "A14.3",
            OFFICER,
            form=forms.EnteredForm,
            effect=acts.enter,
            personal=True,
        ),
        acts=(),
        starts=("received", "lead"),
        url="notices:objection",
    )
)
