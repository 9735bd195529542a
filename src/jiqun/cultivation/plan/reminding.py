"""At the head of a county's workbench: measures of its plans that are late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.cultivation.models import PlanTask
from jiqun.cultivation.plan.progress import Status


@register
def late(user: Account, now: datetime) -> Iterable[Reminder]:
    """A line a plan; one query."""
    if user.role != Role.OFFICER or user.level != Level.COUNTY:
        return
    on = day_of(now)
    rows = PlanTask.objects.filter(plan__case__authority=user.authority_id, plan__dropped=False, ended=False)
    past = Q(until__lt=on) | Q(until=None, end__lt=on) | Q(status=Status.AHEAD.value, start__lte=on)
    late_rows = rows.filter(past).exclude(status=Status.DONE.value)
    for (pk, title), n in Counter(late_rows.values_list("plan", "plan__case__title")).items():
        said = Text(
            f"{title}有 {n} 条措施逾期或应启动未启动，请登记进展。", f"{title}: {n} measures are late; note progress."
        )
        yield Reminder(said, reverse("cultivation:plan", args=[pk]))
