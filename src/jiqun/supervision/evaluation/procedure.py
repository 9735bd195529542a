"""The way of an evaluation report (Article 16), as one table."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.supervision.evaluation import acts, forms, guards

OFFICER = Who(Role.OFFICER)

EVALUATION = register(
    Procedure(
        name="evaluation",
        title=Text("集群发展评估报告", "Evaluation report"),
        model="casework.Case",
        states=(
            State("drafting", Text("编制中", "Being drafted"), 0),
            State("issued", Text("已印发", "Issued"), 1),
            State("discarded", Text("已作废", "Discarded"), final=True),
        ),
        opening=Act(
            "generate",
            Text("编制评估报告", "Make an evaluation report"),
            "A16",
            OFFICER,
            form=forms.EvaluationForm,
            guards=(guards.not_a_county,),
            effect=acts.generate,
            page="supervision:new-evaluation",
            offered=False,
        ),
        acts=(
            Act(
                "issue",
                Text("印发", "Issue"),
                "A16",
                OFFICER,
                source=("drafting",),
                target="issued",
                guards=(guards.nothing_doubtful,),
                effect=acts.issue,
                chain=(
                    Link(
                        affirms=Text(
                            "已通读报告：数据来源、改写的文字和结论属实，同意印发。",
                            "I have read the report: sources, rewritten sentences and conclusions are true.",
                        )
                    ),
                ),
                hint=Text(
                    "签批后固定为一版，不再修改，范围内各级主管部门可见",
                    "Fixed once signed; then those concerned read it",
                ),
                primary=True,
            ),
            Act(
                "refresh",
                Text("重新取数", "Draw the data anew"),
                "A16",
                OFFICER,
                source=("drafting",),
                effect=acts.refresh,
                task=False,
                hint=Text(
                    "改写过的句子保留，数据有变化的逐句提示", "What was rewritten stays, changed numbers are named"
                ),
            ),
            Act(
                "revise",
                Text("编制新版", "Begin a new edition"),
                "A16",
                OFFICER,
                source=("issued",),
                target="drafting",
                effect=acts.revise,
                task=False,
                hint=Text("已印发的版本保留可查", "Issued editions stay readable"),
            ),
            Act(
                "discard",
                Text("作废草稿", "Discard the draft"),
                "A16",
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=forms.DiscardForm,
                guards=(guards.never_issued,),
                effect=acts.discard,
                task=False,
            ),
        ),
        bar=(Text("编制", "Drafted"), Text("印发", "Issued")),
        url="supervision:evaluation",
    )
)
