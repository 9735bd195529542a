"""The province is told of notices whose days a corrected calendar would count otherwise (Article 14(三))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from jiqun.authorities.models import OFFICE, Account, Level
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.notices.lists import kinds
from jiqun.notices.models import Notice


@reminders.register
def calendars(user: Account, now: datetime) -> Iterator[reminders.Reminder]:
    """Every notice of a list not yet announced, with the day it would end; one query, for the province's office."""
    if user.role not in OFFICE or user.level != Level.PROVINCE:
        return
    under_way = Q(pk__in=[])
    for kind in kinds():
        under_way |= Q(round__procedure_name=kind.procedure, round__state=kind.state)
    rows = Notice.objects.filter(under_way, starts_on__isnull=False).select_related("round")
    for notice in rows.order_by("made_at"):
        if (found := notice.drift) is None:
            continue
        until = f"应至 {found.end:%Y-%m-%d} 期满" if found.end else "期满日无法计算"
        yield reminders.Reminder(
            Text(
                f"《{notice.title}》公告的公示期至 {notice.ends_on:%Y-%m-%d}；"
                f"按更正后的日历，{until}。公示期不自动改变。",
                f"“{notice.title}” was announced to end {notice.ends_on:%Y-%m-%d}; by the corrected calendar it would "
                "not. Nothing moves by itself.",
            ),
            reverse(notice.of_list.page, args=[notice.round_id]),
        )
