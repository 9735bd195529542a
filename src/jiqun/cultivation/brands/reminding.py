"""At the head of a county's workbench: brands that run out (商标法 40: renewal within twelve months before the end)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.cultivation.brands.queries import RENEWAL
from jiqun.cultivation.models import Brand


@register
def running_out(user: Account, now: datetime) -> Iterable[Reminder]:
    """One line; one query."""
    if user.role != Role.OFFICER or user.level != Level.COUNTY:
        return
    rows = Brand.objects.filter(cluster__authority=user.authority_id).exclude(state="ended")
    if n := rows.filter(valid_to__lte=day_of(now) + RENEWAL).count():
        said = Text(
            f"{n} 项区域品牌一年内到期或已到期，请督促续展并更正有效期。",
            f"{n} brands run out within a year or have run out; see to their renewal.",
        )
        yield Reminder(said, reverse("cultivation:brands") + "?show=soon")
