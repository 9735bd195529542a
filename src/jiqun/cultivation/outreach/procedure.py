"""The ways of a policy, of its outreach in a cluster and of one firm in it, as tables (Articles 5, 8, 13(九))."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.cultivation.outreach import acts, forms
from jiqun.cultivation.outreach.states import MISSING, STATES

OFFICER = Who(Role.OFFICER)

POLICY = register(
    Procedure(
        name="policy",
        title=Text("惠企政策", "Policy for firms"),
        model="cultivation.Policy",
        states=(
            State("draft", Text("草稿", "Draft"), 0),
            State("published", Text("已发布", "Published"), 1),
            State("ended", Text("已终止", "Ended"), final=True),
        ),
        opening=Act(
            "enter_policy",
            Text("登记政策", "Enter a policy"),
            acts.CLAUSE,
            OFFICER,
            form=forms.PolicyForm,
            effect=acts.enter,
            page="cultivation:policy-enter",
            offered=False,
        ),
        acts=(
            Act(
                "correct_policy",
                Text("修改", "Change"),
                acts.CLAUSE,
                OFFICER,
                source=("draft",),
                form=forms.PolicyForm,
                guards=(acts.own,),
                effect=acts.correct,
                task=False,
            ),
            Act(
                "publish_policy",
                Text("发布", "Publish"),
                acts.CLAUSE,
                OFFICER,
                source=("draft",),
                target="published",
                guards=(acts.own,),
                task=False,
                primary=True,
                hint=Text("发布后下级可见，可在集群中展开；内容不再修改", "The levels below see it; it is fixed then"),
            ),
            Act(
                "end_policy",
                Text("终止", "End"),
                acts.CLAUSE,
                OFFICER,
                source=("draft", "published"),
                target="ended",
                form=forms.EndForm,
                guards=(acts.own,),
                effect=acts.end,
                task=False,
            ),
        ),
        bar=(Text("登记", "Entered"), Text("发布", "Published")),
        url="cultivation:policy",
    )
)

OUTREACH = register(
    Procedure(
        name="outreach",
        title=Text("政策宣达", "Outreach"),
        model="cultivation.Outreach",
        states=(
            State("open", Text("进行中", "Going on"), 0),
            State("closed", Text("已结束", "Closed"), final=True),
        ),
        opening=Act(
            "bring_policy",
            Text("在集群展开", "Bring to a cluster"),
            acts.REACH,
            OFFICER,
            form=forms.OpenForm,
            effect=acts.bring,
            page="cultivation:outreach-open",
            offered=False,
        ),
        acts=(
            Act(
                "record_firms",
                Text("登记企业状态", "Enter firms"),
                acts.REACH,
                OFFICER,
                source=("open",),
                form=forms.RecordForm,
                effect=acts.record,
                task=False,
                primary=True,
            ),
            Act(
                "take_in_firms",
                Text("补入名册新增企业", "Take in new firms"),
                acts.REACH,
                OFFICER,
                source=("open",),
                guards=(acts.still_published,),
                effect=acts.take_in,
                task=False,
            ),
            Act(
                "renew_link",
                Text("更换链接", "Renew the link"),
                acts.REACH,
                OFFICER,
                source=("open",),
                effect=acts.renew,
                task=False,
                hint=Text("原链接立即失效", "The old link leads nowhere from then on"),
            ),
            Act(
                "close_outreach",
                Text("结束宣达", "Close"),
                acts.REACH,
                OFFICER,
                source=("open",),
                target="closed",
                form=forms.EndForm,
                effect=acts.close,
                task=False,
            ),
        ),
        url="cultivation:outreach",
    )
)

FIRM = register(
    Procedure(
        name="outreach_firm",
        title=Text("企业知晓政策", "A firm and a policy"),
        model="cultivation.OutreachFirm",
        states=tuple(
            State(name, title, by=() if name == MISSING else ("outreach.record_firms",))
            for name, title in STATES.items()
        ),
        acts=(
            Act(
                "answer_policy",
                Text("企业回复", "The firm's answer"),
                acts.REACH,
                Who(None),
                source=tuple(STATES),
                target=acts.answered,
                form=forms.AnswerForm,
                effect=acts.answer,
                task=False,
                personal=True,
            ),
            Act(
                "set_right",
                Text("更正", "Set right"),
                acts.REACH,
                OFFICER,
                source=tuple(STATES),
                target=lambda doing: str(doing.payload["state"]),
                form=forms.CorrectForm,
                effect=acts.set_right,
                task=False,
                primary=True,
            ),
        ),
        url="cultivation:outreach-firm",
    )
)
