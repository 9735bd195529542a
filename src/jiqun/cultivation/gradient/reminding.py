"""At the head of a county's workbench: firms whose day is near or past."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.cultivation.models import FollowedFirm
from jiqun.cultivation.models.gradient import FOLLOWED

NEAR = timedelta(days=30)


@register
def due_firms(user: Account, now: datetime) -> Iterable[Reminder]:
    """One line; one query."""
    if user.role != Role.OFFICER or user.level != Level.COUNTY or user.authority_id is None:
        return
    rows = FollowedFirm.objects.filter(authority=user.authority_id, state=FOLLOWED, due_on__lte=day_of(now) + NEAR)
    if n := rows.count():
        said = Text(
            f"{n} 家重点培育企业一个月内到期或已到期，请登记结果。",
            f"{n} firms followed up are due within a month or late; enter what came of it.",
        )
        yield Reminder(said, reverse("cultivation:gradient"))
