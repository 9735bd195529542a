"""The way of a paper sheet into the system (Article 14(三)), as one table."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.review.paper import acts, forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)
WAITING = ("awaited", "once", "differing")

PAPER = register(
    Procedure(
        name="paper_sheet",
        title=Text("纸质评审表", "Paper sheet"),
        model="review.PaperSheet",
        states=(
            State("awaited", Text("待录入", "To be entered"), 0),
            State("once", Text("已录一遍，待第二人录入", "Entered once, a second person to follow"), 1),
            State("differing", Text("两遍不一致，重新录入", "The entries differ, to be entered anew"), 1),
            State("entered", Text("两遍一致，已封存", "Both agree, sealed"), 2, final=True),
            State("aside", Text("专家回避", "The expert stepped aside"), final=True),
        ),
        acts=(
            Act(
                "enter",
                Text("录入评审表", "Enter the sheet"),
                "A14.3",
                OFFICER,
                source=WAITING,
                target=acts.after_entry,
                form=forms.EntryForm,
                guards=(acts.still_open, acts.stated, acts.another_person),
                effect=acts.enter,
                hint=Text("对照纸质评审表逐项录入，两人各录一遍", "From the paper, item by item; two persons, apart"),
                page="review:enter-paper",
                primary=True,
                personal=True,
            ),
            Act(
                "step_aside",
                Text("登记回避", "Record that the expert stepped aside"),
                "A14.3",
                OFFICER,
                source=WAITING,
                target="aside",
                form=forms.AsideForm,
                guards=(acts.still_open,),
                effect=acts.step_aside,
                task=False,
                personal=True,
            ),
        ),
        bar=(Text("待录入", "To be entered"), Text("第一遍", "First entry"), Text("已封存", "Sealed")),
        url="review:paper",
    )
)
