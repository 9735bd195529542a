"""The way of a self-assessment through county and prefecture, as one table (Articles 8, 13)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.cultivation.assessment import acts, forms
from jiqun.law.citation import citing

COUNTY, PREFECTURE = Who(Role.OFFICER, Level.COUNTY), Who(Role.OFFICER, Level.PREFECTURE)

ASSESSMENT = register(
    Procedure(
        name="self_assessment",
        title=Text("年度自评", "Yearly self-assessment"),
        model="casework.Case",
        states=(
            State("drafting", Text("填写中", "Being filled in"), 0),
            State("submitted", Text("待市级阅知", "At the prefecture"), 1),
            State("read", Text("市级已阅知", "Read by the prefecture"), 2, final=True),
            State("dropped", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "begin_assessment",
            Text("开展年度自评", "Begin a self-assessment"),
            acts.CLAUSE,
            COUNTY,
            form=forms.BeginForm,
            guards=(acts.has_entry,),
            effect=acts.begin,
            hint=citing(
                "按名册测算{A13}各项数值条件，定性条件由本单位说明；自评不作结论",
                "{A13} is computed from the roster, what is judged is answered by you; nothing is decided",
            ),
            page="cultivation:assess",
            offered=False,
        ),
        acts=(
            Act(
                "hand_in_assessment",
                Text("报送自评", "Hand in"),
                acts.CLAUSE,
                COUNTY,
                source=("drafting",),
                target="submitted",
                guards=(acts.own, acts.whole),
                effect=acts.hand_in,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对名册和自评说明，内容真实，同意报送。",
                            "Roster and answers were compared; they are true, and are to be handed in.",
                        )
                    ),
                ),
                primary=True,
            ),
            Act(
                "answer_norms",
                Text("填写定性条件", "Answer what is judged"),
                "A13",
                COUNTY,
                source=("drafting",),
                form=forms.AnswersForm,
                guards=(acts.own,),
                effect=acts.answer,
                page="cultivation:assessment-answers",
                task=False,
            ),
            Act(
                "take_roster",
                Text("更换名册", "Take another roster"),
                "A13",
                COUNTY,
                source=("drafting",),
                form=forms.RosterForm,
                guards=(acts.own,),
                effect=acts.take_roster,
                hint=Text("重新测算；已填的说明保留", "Computed anew; your answers stay"),
                page="cultivation:assessment-roster",
                task=False,
            ),
            Act(
                "drop_assessment",
                Text("作废", "Drop it"),
                acts.CLAUSE,
                COUNTY,
                source=("drafting",),
                target="dropped",
                form=forms.DropForm,
                guards=(acts.own,),
                effect=acts.drop,
                task=False,
            ),
            Act(
                "note_assessment",
                Text("阅知", "Take note"),
                acts.CLAUSE,
                PREFECTURE,
                source=("submitted",),
                target="read",
                form=forms.OpinionForm,
                effect=acts.note,
                hint=Text("可提出意见；自评不作结论", "You may say something; nothing is decided"),
                primary=True,
            ),
            Act(
                "give_back_assessment",
                Text("退回修改", "Give it back"),
                acts.CLAUSE,
                PREFECTURE,
                source=("submitted",),
                target="drafting",
                form=forms.ReturnForm,
                effect=acts.give_back,
                task=False,
            ),
        ),
        bar=(Text("填写", "Fill in"), Text("报送", "Handed in"), Text("市级阅知", "Read")),
        url="cultivation:assessment",
    )
)
