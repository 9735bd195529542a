"""The way of a paper that goes out, as one table: drafted, on its outgoing sheet, signed, numbered, delivered."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who, register
from jiqun.outgoing import acts, forms

OFFICER = Who(Role.OFFICER)

BAR = (
    Text("拟稿", "Drafted"),
    Text("签发", "Signed"),
    Text("编号", "Numbered"),
    Text("送达", "Delivered"),
)

STATES = (
    State("drafted", Text("拟稿", "Drafted"), 0),
    State("signed", Text("已签发，待登记文号", "Signed, number to come"), 1),
    State("numbered", Text("已成文，待送达", "Complete, to be delivered"), 2),
    State("delivered", Text("已送达", "Delivered"), 3, final=True),
    State("dropped", Text("不再发出", "Not sent"), final=True),
)

PAPER = register(
    Procedure(
        name="paper",
        title=Text("发文", "Outgoing paper"),
        model="outgoing.Paper",
        states=STATES,
        acts=(
            Act(
                "issue",
                Text("送签", "Submit for signature"),
                "A14",
                OFFICER,
                source=("drafted",),
                target="signed",
                form=forms.SheetForm,
                guards=(acts.own_paper,),
                effect=acts.fill_sheet,
                chain=SIGNED_BY_APPROVER,
                primary=True,
            ),
            Act(
                "register_number",
                Text("登记发文字号", "Enter the document number"),
                "A14",
                OFFICER,
                source=("signed",),
                target="numbered",
                form=forms.NumberForm,
                guards=(acts.own_paper,),
                effect=acts.register_number,
                primary=True,
            ),
            Act(
                "deliver",
                Text("送达", "Deliver"),
                "A14",
                OFFICER,
                source=("numbered",),
                target="delivered",
                guards=(acts.by_whom_it_goes,),
                effect=acts.deliver,
                primary=True,
            ),
            Act(
                "drop",
                Text("不再发出", "Do not send"),
                "A14",
                OFFICER,
                source=("drafted", "signed"),
                target="dropped",
                form=forms.DropForm,
                guards=(acts.own_paper,),
                effect=acts.drop,
                chain=SIGNED_BY_APPROVER,
                task=False,
            ),
        ),
        bar=BAR,
        url="outgoing:paper",
    )
)
