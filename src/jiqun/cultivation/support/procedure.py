"""The ways of a line of support and of a cluster's lines as a whole, as tables (Articles 5, 8, 9)."""

from __future__ import annotations

from jiqun.authorities.models import Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Procedure, State, Who, register
from jiqun.cultivation.models.support import IN_FORCE, WITHDRAWN
from jiqun.cultivation.support import acts, forms

OFFICER = Who(Role.OFFICER)

LINE = register(
    Procedure(
        name="support_line",
        title=Text("扶持台账", "Support given"),
        model="cultivation.SupportLine",
        states=(
            State(IN_FORCE, Text("在册", "In force"), 0),
            State(WITHDRAWN, Text("已撤回", "Withdrawn"), final=True),
        ),
        opening=Act(
            "enter",
            Text("登记扶持", "Enter support"),
            acts.CLAUSE,
            OFFICER,
            form=forms.LineForm,
            effect=acts.enter,
            page="cultivation:support-enter",
            offered=False,
        ),
        acts=(
            Act(
                "correct",
                Text("更正", "Correct"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                form=forms.CorrectForm,
                guards=(acts.own_line,),
                effect=acts.correct,
                task=False,
                page="cultivation:support-correct",
                primary=True,
            ),
            Act(
                "withdraw",
                Text("撤回", "Withdraw"),
                acts.CLAUSE,
                OFFICER,
                source=(IN_FORCE,),
                target=WITHDRAWN,
                form=forms.WithdrawForm,
                guards=(acts.own_line,),
                effect=acts.withdraw,
                task=False,
                hint=Text("撤回后不再计入合计，记录保留", "It counts no more; the record stays"),
            ),
        ),
        bar=(Text("在册", "In force"),),
        url="cultivation:support-line",
    )
)

LEDGER = register(
    Procedure(
        name="support_ledger",
        title=Text("集群扶持台账", "A cluster's support"),
        model="register.Cluster",
        states=(State("active", Text("在册", "Registered"), 0),),
        acts=(
            Act(
                "paste_support",
                Text("从表格粘贴", "Paste from a spreadsheet"),
                acts.CLAUSE,
                OFFICER,
                source=("active",),
                form=forms.PasteForm,
                effect=acts.paste,
                task=False,
                page="cultivation:support-paste",
            ),
        ),
        url="cultivation:support-cluster",
    )
)
