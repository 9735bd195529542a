"""The way of an extract, as one table (《政府信息公开条例》, 国务院令第711号, 第十六、三十三、三十六、三十七条)."""

from __future__ import annotations

from jiqun.archives.extract import acts, forms
from jiqun.archives.filing.forms import ReasonForm
from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register

CLAUSE = "A5"
OFFICER = Who(Role.OFFICER)

EXTRACT = register(
    Procedure(
        name="extract",
        title=Text("依申请公开", "Extract on request"),
        model="casework.Case",
        states=(
            State("drafting", Text("办理中", "In hand"), 0),
            State("released", Text("已提供", "Given"), 1, final=True),
            State("refused", Text("不予提供", "Refused"), final=True),
            State("withdrawn", Text("申请已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "draft_extract",
            Text("登记依申请公开", "Enter a request"),
            CLAUSE,
            OFFICER,
            form=forms.DraftForm,
            effect=acts.draft,
            page="archives:draft-extract",
            offered=False,
        ),
        acts=(
            Act(
                "release_extract",
                Text("提供", "Give"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="released",
                guards=(acts.something_chosen,),
                effect=acts.release,
                chain=(
                    Link(
                        affirms=Text(
                            "已逐件查看所选文件和保密审查意见，同意提供。",
                            "I have looked at every file and at the review, and agree that they are given.",
                        )
                    ),
                ),
                password_again=True,
                due=acts.due,
                primary=True,
            ),
            Act(
                "choose_parts",
                Text("选定文件并审查", "Choose and review"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                form=forms.PartsForm,
                effect=acts.choose,
                due=acts.due,
                task=False,
            ),
            Act(
                "refuse_extract",
                Text("不予提供", "Refuse"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="refused",
                form=forms.GroundForm,
                effect=acts.refuse,
                chain=SIGNED_BY_APPROVER,
                task=False,
            ),
            Act(
                "withdraw_extract",
                Text("申请人撤回", "Taken back"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="withdrawn",
                form=ReasonForm,
                effect=acts.withdraw,
                task=False,
            ),
        ),
        bar=(Text("办理", "In hand"), Text("提供", "Given")),
        url="archives:extract",
    )
)
