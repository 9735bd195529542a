"""Entering a list that was decided on paper, as one table (历史补录)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.recognition.acts import backfill as acts
from jiqun.recognition.forms import backfill as forms

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

BACKFILL = register(
    Procedure(
        name="backfill",
        title=Text("历史补录", "Entry from paper"),
        model="casework.Case",
        states=(
            State("drafting", Text("录入中", "Being entered"), 0),
            State("confirmed", Text("已确认", "Confirmed"), 1, final=True),
            State("discarded", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "begin",
            Text("补录历史名单", "Enter a list from paper"),
            "A14.3",
            OFFICER,
            form=forms.BackfillForm,
            effect=acts.draft,
        ),
        acts=(
            Act(
                "confirm",
                Text("确认补录", "Confirm the entry"),
                "A14.3",
                OFFICER,
                source=("drafting",),
                target="confirmed",
                guards=(acts.not_on_record,),
                effect=acts.confirm,
                chain=(
                    Link(
                        affirms=Text(
                            "已与来源文件逐行核对，同意补录。", "Compared line by line with the source; to be entered."
                        )
                    ),
                ),
                primary=True,
            ),
            Act(
                "amend",
                Text("重新录入", "Enter anew"),
                "A14.3",
                OFFICER,
                source=("drafting",),
                form=forms.BackfillForm,
                effect=acts.amend,
                task=False,
            ),
            Act(
                "discard",
                Text("作废", "Drop"),
                "A14.3",
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=forms.DiscardForm,
                effect=acts.discard,
                task=False,
            ),
        ),
        bar=(Text("录入", "Entered"), Text("确认", "Confirmed")),
        url="recognition:backfill",
    )
)
