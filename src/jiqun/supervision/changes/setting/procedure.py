"""The way of a filing period, as one table (Article 17(四))."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.supervision.changes.acts import CLAUSE
from jiqun.supervision.changes.forms import ReasonForm
from jiqun.supervision.changes.setting import acts, forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

PERIOD = register(
    Procedure(
        name="filing_period",
        title=Text("重大变动报备期限", "Period for filing changes"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟定中", "Being drafted"), 0),
            State("in_force", Text("已确定", "Set"), 1),
            State("ended", Text("已终止", "Ended"), 2, final=True),
            State("discarded", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "draft_period",
            Text("拟定报备期限", "Draft a filing period"),
            CLAUSE,
            OFFICER,
            form=forms.PeriodForm,
            effect=acts.draft_period,
            hint=Text(
                "办法只写“及时”，未定天数；期限由省厅以文件确定，确定之前不计逾期。",
                "The measure says in time and names no number; until a document sets one, nothing is late.",
            ),
            page="supervision:period-begin",
        ),
        acts=(
            Act(
                "set_period",
                Text("确定报备期限", "Set the period"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="in_force",
                guards=(acts.one_a_day,),
                effect=acts.set_period,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对文件原文，同意自所列日期起适用。",
                            "The document was read; the period counts from the day given.",
                        )
                    ),
                ),
                primary=True,
            ),
            Act(
                "amend_period",
                Text("修改", "Change what was entered"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                form=forms.PeriodForm,
                effect=acts.amend_period,
                task=False,
            ),
            Act(
                "end_period",
                Text("终止期限", "End the period"),
                CLAUSE,
                OFFICER,
                source=("in_force",),
                target="ended",
                form=forms.EndForm,
                effect=acts.end_period,
                chain=SIGNED_BY_APPROVER,
                task=False,
            ),
            Act(
                "discard_period",
                Text("作废", "Drop"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=ReasonForm,
                effect=acts.discard_period,
                task=False,
            ),
        ),
        bar=(Text("拟定", "Drafted"), Text("确定", "Set"), Text("终止", "Ended")),
        url="supervision:period",
    )
)
