"""The way of a department's own form: proposed by the province's officer, adopted by its approver."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, PayloadForm, Procedure, State, Who, register
from jiqun.forms import replacing

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

FORM = register(
    Procedure(
        name="form",
        title=Text("表单修订", "Revision of a form"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟修订", "Proposed"), 0),
            State("adopted", Text("已采用", "Adopted"), 1, final=True),
            State("discarded", Text("不予采用", "Discarded"), final=True),
        ),
        opening=Act(
            "propose_form",
            Text("替换表单", "Replace a form"),
            "A14.1",
            OFFICER,
            form=replacing.ProposeForm,
            effect=replacing.propose,
            page="forms:propose",
        ),
        acts=(
            Act(
                "adopt",
                Text("采用", "Adopt"),
                "A14.1",
                OFFICER,
                source=("drafting",),
                target="adopted",
                guards=(replacing.differs,),
                effect=replacing.adopt,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对字段与依据文件一致；采用后成为新的一版，不再修改，此后拟定的批次使用本版。",
                            "The fields were checked against the document; adopted, it changes no more and rounds "
                            "drafted from now on use it.",
                        )
                    ),
                ),
                hint=Text("已开展的批次和办件仍用原版", "Rounds and matters on their way keep theirs"),
                primary=True,
            ),
            Act(
                "discard",
                Text("不予采用", "Discard"),
                "A14.1",
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=PayloadForm,
                task=False,
            ),
        ),
        bar=(Text("拟修订", "Proposed"), Text("已采用", "Adopted")),
        url="forms:proposal",
    )
)
