"""The way of a calendar's link: opened and ended by its holder."""

from __future__ import annotations

from django.utils import timezone

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import CalendarLink
from jiqun.casework.procedure import Act, Own, Procedure, State, register
from jiqun.casework.refusals import Refusal

NAME = "calendar_link"
THERE = Text("日历订阅已经开通；要更换链接，请先停用。", "The calendar is open already; end it first for another link.")


def open_link(doing: Doing) -> None:
    """A new link. Real time: it does not go by the business date. Raises `Refusal` while another is open."""
    if CalendarLink.objects.filter(account=doing.clerk, state="open").exists():
        raise Refusal(THERE)
    row = CalendarLink(id=doing.new_id(), account=doing.clerk, opened_at=timezone.now())
    row.save(force_insert=True)
    doing.subject = row
    doing.told["account"] = doing.clerk.username


TABLE = register(
    Procedure(
        name=NAME,
        title=Text("日历订阅", "Calendar"),
        model="casework.CalendarLink",
        states=(
            State("open", Text("已开通", "Open")),
            State("ended", Text("已停用", "Ended"), final=True),
        ),
        opening=Act(
            "open_calendar",
            Text("开通日历订阅", "Open a calendar"),
            "A5",
            Own(),
            effect=open_link,
            page="casework:open-calendar",
            personal=True,
            offered=False,
        ),
        acts=(
            Act(
                "end_calendar",
                Text("停用日历订阅", "End the calendar"),
                "A5",
                Own(),
                source=("open",),
                target="ended",
                task=False,
                personal=True,
                hint=Text("原链接立即失效", "The link leads nowhere from then on"),
            ),
        ),
        url="casework:calendar-entered",
    )
)
