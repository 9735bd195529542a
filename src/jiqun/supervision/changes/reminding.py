"""At the head of a county's workbench: what differs from the record and was not filed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.law.citation import here
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster
from jiqun.supervision.changes import drift


def reminders(user: Account, now: datetime) -> Iterable[Reminder]:
    """A line for each difference of the county's own recognised clusters; one query where there is none."""
    if user.role != Role.OFFICER or user.level != Level.COUNTY:
        return
    own = list(Cluster.objects.filter(authority=user.authority_id, recognitions__level=PROVINCIAL).distinct())
    names = {each.pk: each.name for each in own}
    for each in drift.of(own, day_of(now)) if own else ():
        name = names[each.cluster]
        text = Text(
            f"{name}：{each.text.zh}变动属实的，请及时报备（{here('A17.4').zh}）。",
            f"{name}: {each.text.en} If it did change, file it ({here('A17.4').en}).",
        )
        yield Reminder(text, reverse("supervision:cluster-changes", args=[each.cluster]))


register(reminders)
