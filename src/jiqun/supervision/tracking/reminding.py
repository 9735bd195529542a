"""At the head of the workbench: problems past their date for the offices above, and leads that wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.supervision.models import Lead, Problem
from jiqun.supervision.models import lead as lead_states
from jiqun.supervision.models.problem import OPEN


def reminders(user: Account, now: datetime) -> Iterable[Reminder]:
    """For officers of prefectures and the province; two queries. A county has its problems as tasks of its own."""
    if user.role != Role.OFFICER or user.level not in lead_states.LEVELS:
        return
    today = day_of(now)
    late = Problem.objects.visible_to(user).filter(state=OPEN, due_on__lt=today).count()
    if late:
        text = Text(f"{late} 个集群问题超过整改期限未销号", f"{late} problems of clusters are open past their date")
        yield Reminder(text, f"{reverse('supervision:problems')}?state=late")
    waiting = Lead.objects.visible_to(user).filter(state=lead_states.OPEN).count()
    if waiting:
        text = Text(f"{waiting} 条疑点线索待核实（线索不作为结论）", f"{waiting} leads wait to be looked into")
        yield Reminder(text, reverse("supervision:leads"))


register(reminders)
