"""The way of an expert into the pool and out of it (Article 14(三)), as one table."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who, register
from jiqun.review.pool import acts, forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)
PAGE = "review:expert"

EXPERT = register(
    Procedure(
        name="expert",
        title=Text("评审专家入库", "Expert of the pool"),
        model="review.ExpertFile",
        states=(
            State("proposed", Text("拟入库", "Proposed"), 0),
            State("active", Text("在库", "In the pool"), 1),
            State("suspended", Text("暂停抽取", "Suspended")),
            State("left", Text("已出库", "Out of the pool"), final=True),
            State("dropped", Text("未入库", "Not taken in"), final=True),
        ),
        opening=Act(
            "nominate",
            Text("提名评审专家", "Nominate an expert"),
            "A14.3",
            OFFICER,
            form=forms.NominateForm,
            effect=acts.nominate,
            page="review:nominate",
            personal=True,
        ),
        acts=(
            Act(
                "admit",
                Text("入库", "Take into the pool"),
                "A14.3",
                OFFICER,
                source=("proposed",),
                target="active",
                chain=SIGNED_BY_APPROVER,
                primary=True,
                personal=True,
                hint=Text("审核岗签批后可被抽取", "Can be drawn once the approver has signed"),
            ),
            Act(
                "amend",
                Text("修改提名", "Amend the proposal"),
                "A14.3",
                OFFICER,
                source=("proposed",),
                form=forms.EntryForm,
                effect=acts.change,
                task=False,
                personal=True,
            ),
            Act(
                "drop",
                Text("不予入库", "Do not take in"),
                "A14.3",
                OFFICER,
                source=("proposed",),
                target="dropped",
                form=forms.ReasonForm,
                effect=acts.give_reason,
                task=False,
                personal=True,
            ),
            Act(
                "change",
                Text("变更专家信息", "Amend the entry"),
                "A14.3",
                OFFICER,
                source=("active", "suspended"),
                form=forms.EntryForm,
                effect=acts.change,
                chain=SIGNED_BY_APPROVER,
                task=False,
                personal=True,
            ),
            Act(
                "suspend",
                Text("暂停抽取", "Suspend"),
                "A14.3",
                OFFICER,
                source=("active",),
                target="suspended",
                form=forms.ReasonForm,
                effect=acts.give_reason,
                chain=SIGNED_BY_APPROVER,
                task=False,
                personal=True,
            ),
            Act(
                "resume",
                Text("恢复抽取", "Resume"),
                "A14.3",
                OFFICER,
                source=("suspended",),
                target="active",
                form=forms.ReasonForm,
                effect=acts.give_reason,
                chain=SIGNED_BY_APPROVER,
                task=False,
                personal=True,
            ),
            Act(
                "leave",
                Text("出库", "Take out of the pool"),
                "A14.3",
                OFFICER,
                source=("active", "suspended"),
                target="left",
                form=forms.ReasonForm,
                guards=(acts.no_open_sheet,),
                effect=acts.give_reason,
                chain=SIGNED_BY_APPROVER,
                task=False,
                personal=True,
            ),
            Act(
                "update",
                Text("更新可参加日期和利害关系", "Update days free and ties"),
                "A14.3",
                Who(Role.EXPERT),
                source=("active", "suspended"),
                form=forms.OwnForm,
                effect=acts.update_own,
                task=False,
                personal=True,
                hint=Text("由本人随时更新，抽取和补抽时生效", "Kept up by the expert; in force for the next draw"),
            ),
        ),
        bar=(Text("提名", "Proposed"), Text("在库", "In the pool")),
        url=PAGE,
    )
)
