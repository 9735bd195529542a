"""At the head of the workbench: requests of firms that are late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.cultivation.models import EnterpriseRequest
from jiqun.cultivation.support.request_procedure import OPEN


@register
def late_requests(user: Account, now: datetime) -> Iterable[Reminder]:
    """For a county its own, for a prefecture those of its territory; one query."""
    if user.role != Role.OFFICER or user.authority is None or user.level == Level.PROVINCE:
        return
    rows = EnterpriseRequest.objects.filter(
        case__path__startswith=user.authority.path, case__state__in=OPEN, case__due_at__lt=now
    )
    if n := rows.count():
        said = Text(f"有 {n} 件企业诉求逾期未办结。", f"{n} requests of firms are late.")
        yield Reminder(said, f"{reverse('cultivation:requests')}?light=late")
