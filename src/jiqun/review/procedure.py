"""The way of a score sheet (Article 14(三)), as one table. Its subject is the sheet, not the case.

The chapter whose cases are reviewed makes the table known and says on which of its pages a sheet is filled in: what
stands beside the sheet is the chapter's.
"""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who
from jiqun.review import acts, sheets

EXPERT = Who(Role.EXPERT)

BAR = (Text("声明", "Statements"), Text("评分", "Scoring"), Text("已提交", "Submitted"))

STATES = (
    State("assigned", Text("待声明", "Statements to make"), 0),
    State("declared", Text("评分中", "Being scored"), 1),
    State("submitted", Text("已提交", "Submitted"), 2, final=True),
    State("recused", Text("已回避，待补抽", "Stepped aside, to be replaced"), final=True),
    State("replaced", Text("已由他人替补", "Replaced"), final=True, by=("round.substitute",)),
)


def sheet_table(page: str) -> Procedure:
    """The table, with the url name of the page that shows a sheet."""
    return Procedure(
        name="sheet",
        title=Text("专家评审表", "Score sheet"),
        model="review.Sheet",
        states=STATES,
        acts=(
            Act(
                "declare",
                Text("作回避和保密声明", "Make both statements"),
                "A14.3",
                EXPERT,
                source=("assigned",),
                target="declared",
                form=sheets.DeclareForm,
                guards=(acts.still_in_review,),
                effect=acts.declare,
                hint=Text("声明后方可查看申报材料", "The application can be seen only after this"),
                primary=True,
                personal=True,
            ),
            Act(
                "submit",
                Text("提交评审表", "Submit the sheet"),
                "A14.3",
                EXPERT,
                source=("declared",),
                target="submitted",
                form=sheets.SheetForm,
                guards=(acts.still_in_review,),
                effect=acts.submit,
                hint=Text("提交后不能再改", "It cannot be changed afterwards"),
                primary=True,
                page=page,
                personal=True,
            ),
            Act(
                "recuse",
                Text("回避", "Step aside"),
                "A14.3",
                EXPERT,
                source=("assigned", "declared"),
                target="recused",
                form=sheets.RecuseForm,
                effect=acts.recuse,
                hint=Text("有利害关系或不能评审时", "If you have an interest in it or cannot review it"),
                task=False,
                personal=True,
            ),
        ),
        bar=BAR,
        url=page,
    )
