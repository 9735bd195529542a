"""Entering past figures, goals and decisions from paper, as one table (历史补录)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.supervision.backfill import acts
from jiqun.supervision.backfill.forms import DropForm, PastForm

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

PAST = register(
    Procedure(
        name="past",
        title=Text("管理事项历史补录", "Supervision entered from paper"),
        model="casework.Case",
        states=(
            State("drafting", Text("录入中", "Being entered"), 0),
            State("confirmed", Text("已确认", "Confirmed"), 1, final=True),
            State("discarded", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "enter_past",
            Text("补录年度数据、报告、目标和决定", "Enter past figures, reports, goals, decisions"),
            "A15 A16 A17",
            OFFICER,
            form=PastForm,
            effect=acts.begin,
            page="supervision:past-begin",
            hint=Text(
                "只录入系统启用前已在纸面上形成的内容；确认后处处标明“补录”。",
                "Only what was made on paper before this product came; it is marked wherever it is shown.",
            ),
        ),
        acts=(
            Act(
                "confirm_past",
                Text("确认补录", "Confirm the entry"),
                "A15 A16 A17",
                OFFICER,
                source=("drafting",),
                target="confirmed",
                guards=(acts.still_fits,),
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
                "amend_past",
                Text("重新录入", "Enter anew"),
                "A15 A16 A17",
                OFFICER,
                source=("drafting",),
                form=PastForm,
                effect=acts.amend,
                page="supervision:past-amend",
                task=False,
            ),
            Act(
                "discard_past",
                Text("作废", "Drop"),
                "A15 A16 A17",
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=DropForm,
                effect=acts.discard,
                task=False,
            ),
        ),
        bar=(Text("录入", "Entered"), Text("确认", "Confirmed")),
        url="supervision:past-entry",
    )
)
