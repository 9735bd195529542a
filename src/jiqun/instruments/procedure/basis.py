"""The way of a basis, from the draft to its registration and its end (Articles 18, 19), as one table."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.instruments.acts import basis as acts
from jiqun.instruments.forms import basis as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

BASIS = register(
    Procedure(
        name="basis",
        title=Text("登记依据", "Registered basis"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟登记", "Drafted"), 0),
            State("registered", Text("已登记", "Registered"), 1, final=True),
            State("ended", Text("已终止", "Ended"), final=True),
            State("discarded", Text("不予登记", "Discarded"), final=True),
        ),
        opening=Act(
            "draft_basis",
            Text("登记延期、替代、调整或决定", "Enter a basis"),
            "A18",
            OFFICER,
            form=forms.BasisForm,
            effect=acts.draft,
            page="instruments:draft-basis",
        ),
        acts=(
            Act(
                "register",
                Text("登记", "Register"),
                "A18",
                OFFICER,
                source=("drafting",),
                target="registered",
                guards=(acts.contradicts_nothing,),
                effect=acts.register,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对所附文件：文号、日期、制发单位、期限和内容与登记一致；登记后不再修改。",
                            "The document was checked: number, date, issuer, period and content are as entered; "
                            "it changes no more.",
                        )
                    ),
                ),
                hint=Text("审核岗签批后生效，全省工作人员可见", "In effect once signed; then all staff see it"),
                primary=True,
            ),
            Act(
                "amend",
                Text("修改", "Amend"),
                "A18",
                OFFICER,
                source=("drafting",),
                form=forms.BasisForm,
                effect=acts.amend,
                page="instruments:amend-basis",
            ),
            Act(
                "discard",
                Text("不予登记", "Discard"),
                "A18",
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=forms.DiscardForm,
                effect=acts.discard,
                task=False,
            ),
            Act(
                "end",
                Text("终止", "End"),
                "A18",
                OFFICER,
                source=("registered",),
                target="ended",
                form=forms.EndForm,
                guards=(acts.may_be_ended,),
                effect=acts.end,
                chain=SIGNED_BY_APPROVER,
                task=False,
                hint=Text("已作出的决定不受影响", "What was decided stays"),
            ),
        ),
        bar=(Text("拟登记", "Drafted"), Text("已登记", "Registered")),
        url="instruments:basis",
    )
)
