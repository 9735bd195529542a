"""The way of a score sheet (Article 14(三)), as one table. Its subject is the sheet, not the case.

The chapter whose cases are reviewed makes the table known and says on which of its pages a sheet is filled in: what
stands beside the sheet is the chapter's.
"""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who
from jiqun.review import acts, invitations, sheets

EXPERT = Who(Role.EXPERT)

BAR = (Text("应邀", "Invitation"), Text("声明", "Statements"), Text("评分", "Scoring"), Text("已提交", "Submitted"))

STATES = (
    State("invited", Text("待答复邀请", "Invited, to answer"), 0),
    State("assigned", Text("待声明", "Statements to make"), 1),
    State("declared", Text("评分中", "Being scored"), 2),
    State("submitted", Text("已提交", "Submitted"), 3, final=True),
    State("recused", Text("已退出，待补抽", "Stepped aside, to be replaced"), final=True),
    State("replaced", Text("已由他人替补", "Replaced"), final=True, by=("round.substitute",)),
    State("late", Text("逾期未提交，不计入", "Late, not counted"), final=True, by=("round.open_scores",)),
    State("superseded", Text("已由复评替代", "Scored anew"), final=True, by=("round.confirm_rescore",)),
    State("void", Text("复评终止", "Not scored anew after all"), final=True, by=("round.cancel_rescore",)),
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
                "accept",
                Text("接受邀请", "Accept the invitation"),
                "A14.3",
                EXPERT,
                source=("invited",),
                target="assigned",
                guards=(acts.still_in_review, invitations.in_time),
                effect=invitations.accept,
                hint=Text("接受后显示集群名称，由您作回避声明", "The cluster is named then, for your statements"),
                primary=True,
                personal=True,
            ),
            Act(
                "decline",
                Text("谢绝邀请", "Decline the invitation"),
                "A14.3",
                EXPERT,
                source=("invited",),
                target="recused",
                form=invitations.DeclineForm,
                effect=invitations.decline,
                hint=Text("写明理由，另行补抽专家", "Say why; a substitute is drawn"),
                task=False,
                personal=True,
            ),
            Act(
                "declare",
                Text("作回避和保密声明", "Make both statements"),
                "A14.3",
                EXPERT,
                source=("assigned",),
                target="declared",
                form=invitations.DeclareForm,
                guards=(acts.still_in_review, acts.on_screen),
                effect=invitations.declare,
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
                guards=(acts.still_in_review, acts.on_screen),
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
                source=("assigned", "declared", "submitted"),
                target="recused",
                form=invitations.RecuseForm,
                guards=(invitations.not_opened,),
                effect=invitations.recuse,
                hint=Text("有利害关系或不能评审时", "If you have an interest in it or cannot review it"),
                task=False,
                personal=True,
            ),
        ),
        bar=BAR,
        url=page,
    )
