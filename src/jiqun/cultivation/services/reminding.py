"""At the head of the workbench: certificates of providers that run out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.cultivation.models import ServiceProvider
from jiqun.cultivation.services.queries import SOON


@register
def running_out(user: Account, now: datetime) -> Iterable[Reminder]:
    """For the officers of the authority that entered them; one query."""
    if user.role != Role.OFFICER or user.authority_id is None:
        return
    rows = ServiceProvider.objects.in_force().filter(authority=user.authority_id, valid_to__lte=day_of(now) + SOON)
    if n := rows.count():
        said = Text(
            f"{n} 家服务机构的认定半年内到期或已到期，请核对后更正或终止。",
            f"The certificates of {n} providers run out within half a year or have; correct or end them.",
        )
        yield Reminder(said, reverse("cultivation:providers") + "?show=soon")
