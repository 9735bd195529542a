"""The way of a plan as one table: drafted and signed by the county, followed, amended by new revisions (Article 7)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.cultivation.plan import acts, forms
from jiqun.cultivation.plan.filling import CLAUSE
from jiqun.law.citation import citing

COUNTY, PREFECTURE = Who(Role.OFFICER, Level.COUNTY), Who(Role.OFFICER, Level.PREFECTURE)
DRAFT = ("drafting", "amending")
FOLLOWED = ("adopted", "amending")
SIGNED = Link(
    affirms=Text(
        "已审阅方案：发展目标清晰、可考核，工作措施完整、针对性强、切实可行，同意印发。",
        "I have read the plan: its goals are clear and measurable, its measures whole and feasible. To be adopted.",
    )
)

PLAN = register(
    Procedure(
        name="cultivation_plan",
        title=Text("培育方案", "Plan of cultivation"),
        model="casework.Case",
        states=(
            State("drafting", Text("编制中", "Being drawn up"), 0),
            State("adopted", Text("实施中", "In force"), 1),
            State("amending", Text("修订中", "Being amended"), 1),
            State("dropped", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "begin_plan",
            Text("编制培育方案", "Draw up a plan"),
            "A7.7",
            COUNTY,
            form=forms.BeginForm,
            guards=(acts.free,),
            effect=acts.begin,
            hint=citing(
                "{A7}八个方面的任务和可参考的目标已预填；它也是{A13.9}的三年发展规划",
                "The tasks of {A7} and goals on offer are put in; it is the three-year plan of {A13.9}",
            ),
            page="cultivation:plan-begin",
        ),
        acts=(
            Act(
                "adopt_plan",
                Text("印发", "Adopt"),
                "A13.9",
                COUNTY,
                source=DRAFT,
                target="adopted",
                form=forms.AdoptForm,
                guards=(acts.own, acts.sound),
                effect=acts.adopt,
                chain=(SIGNED,),
                hint=Text("印发后为一版，不再改动；以后修订另成一版", "A revision that never changes"),
                primary=True,
            ),
            Act(
                "consult_prefecture",
                Text("送市级征求意见", "Ask the prefecture"),
                CLAUSE,
                COUNTY,
                source=("drafting",),
                guards=(acts.own,),
                effect=acts.consult,
                hint=Text("市级可以看到草稿并提出意见", "The prefecture sees the draft and may say something"),
                task=False,
            ),
            Act(
                "advise_plan",
                Text("提出意见", "Give an opinion"),
                CLAUSE,
                PREFECTURE,
                source=("drafting", *FOLLOWED),
                form=forms.OpinionForm,
                effect=acts.advise,
                hint=Text("意见供县级参考，不作决定", "It decides nothing"),
                task=False,
            ),
            Act(
                "note_plan_progress",
                Text("登记进展", "Note progress"),
                "A16",
                COUNTY,
                source=FOLLOWED,
                form=forms.NoteForm,
                guards=(acts.own,),
                effect=acts.note,
                page="cultivation:plan-progress",
                task=False,
            ),
            Act(
                "report_plan_result",
                Text("登记目标实际值", "Enter a result"),
                "A16",
                COUNTY,
                source=FOLLOWED,
                form=forms.ResultForm,
                guards=(acts.own,),
                effect=acts.result,
                hint=Text("登记数据能算出的目标不需填", "Not needed where the register tells it"),
                task=False,
            ),
            Act(
                "amend_plan",
                Text("修订", "Amend"),
                "A13.9",
                COUNTY,
                source=("adopted",),
                target="amending",
                form=forms.ReasonForm,
                guards=(acts.own,),
                effect=acts.say_why,
                task=False,
            ),
            Act(
                "undo_amendment",
                Text("撤销修订", "Give up the amendment"),
                "A13.9",
                COUNTY,
                source=("amending",),
                target="adopted",
                form=forms.ReasonForm,
                guards=(acts.own,),
                effect=acts.undo,
                task=False,
            ),
            Act(
                "drop_plan",
                Text("作废", "Drop it"),
                CLAUSE,
                COUNTY,
                source=("drafting",),
                target="dropped",
                form=forms.ReasonForm,
                guards=(acts.own,),
                effect=acts.drop,
                task=False,
            ),
        ),
        bar=(Text("编制", "Drawn up"), Text("实施", "In force")),
        url="cultivation:plan",
    )
)
