"""The way of a notice on public holidays into the calendar, as one table (trust, Separation: two persons)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.instruments.calendar import acts, forms

CLAUSE = "A14.3"
OFFICER = Who(Role.OFFICER, Level.PROVINCE)

CALENDAR = register(
    Procedure(
        name="calendar_year",
        title=Text("工作日历", "Working days"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟登记", "Drafted"), 0),
            State("in_force", Text("已生效", "In force"), 1, final=True),
            State("discarded", Text("不予登记", "Discarded"), final=True),
        ),
        opening=Act(
            "enter_holidays",
            Text("登记节假日安排", "Enter public holidays"),
            CLAUSE,
            OFFICER,
            form=forms.NoticeForm,
            effect=acts.draft,
            page="instruments:enter-holidays",
            offered=False,
        ),
        acts=(
            Act(
                "take_over_holidays",
                Text("启用节假日安排", "Put into force"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="in_force",
                effect=acts.take_over,
                chain=(
                    Link(
                        affirms=Text(
                            "已逐日核对国务院通知原文；已公告的期限不因此自动改变。",
                            "Every day was held against the notice; periods already announced do not move by it.",
                        )
                    ),
                ),
                primary=True,
                hint=Text("审核岗签批后，各项工作日期限按此计算", "Working days are counted by it once signed"),
            ),
            Act(
                "discard_holidays",
                Text("不予登记", "Discard"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=forms.ReasonForm,
                effect=acts.say_why,
                task=False,
            ),
        ),
        bar=(Text("拟登记", "Drafted"), Text("已生效", "In force")),
        url="instruments:calendar-year",
    )
)
