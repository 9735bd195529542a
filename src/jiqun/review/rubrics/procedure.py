"""The way of a department's own rubric: proposed by the province's officer, put in force by its approver."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, PayloadForm, Procedure, State, Who, register
from jiqun.review.rubrics import replacing

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

RUBRIC = register(
    Procedure(
        name="rubric",
        title=Text("细化指标体系修订", "Revision of the rubric"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟修订", "Proposed"), 0),
            State("in_force", Text("已启用", "In force"), 1, final=True),
            State("discarded", Text("不予启用", "Discarded"), final=True),
        ),
        opening=Act(
            "propose_rubric",
            Text("替换细化指标体系", "Replace the rubric"),
            "A14.3",
            OFFICER,
            form=replacing.ProposeForm,
            effect=replacing.propose,
            page="review:propose-rubric",
        ),
        acts=(
            Act(
                "put_in_force",
                Text("启用", "Put in force"),
                "A14.3",
                OFFICER,
                source=("drafting",),
                target="in_force",
                guards=(replacing.differs,),
                effect=replacing.put_in_force,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对评分项、分值和测算规则与依据文件一致；启用后成为新的一版，不再修改，此后拟定的批次使用本版。",
                            "Items, points and rules were checked against the document; in force, it changes no more "
                            "and rounds drafted from now on use it.",
                        )
                    ),
                ),
                hint=Text("已开展的批次仍用原版", "Rounds on their way keep theirs"),
                primary=True,
            ),
            Act(
                "discard",
                Text("不予启用", "Discard"),
                "A14.3",
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=PayloadForm,
                task=False,
            ),
        ),
        bar=(Text("拟修订", "Proposed"), Text("已启用", "In force")),
        url="review:rubric-proposal",
    )
)
