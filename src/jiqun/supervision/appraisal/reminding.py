"""At the head of the workbench: a county's grades it may still object to; the province's measures to be entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.supervision.appraisal import queries


def reminders(user: Account, now: datetime) -> Iterable[Reminder]:
    """For officers of counties and the province; one query each."""
    if user.role != Role.OFFICER:
        return
    if user.level == Level.COUNTY:
        yield from _objections(user, now)
    elif user.level == Level.PROVINCE:
        yield from _measures()


def _objections(user: Account, now: datetime) -> Iterable[Reminder]:
    for row, last in queries.may_object_until(user, now.astimezone(ZONE)):
        text = Text(
            f"{row.title}结果已反馈，有不同意见的可在 {last} 前提出（只限一次）",
            f"{row.cluster.name}: the grade of {row.appraisal.year} has come; object until {last}, once",
        )
        yield Reminder(text, reverse("supervision:appraised", args=[row.pk]))


def _measures() -> Iterable[Reminder]:
    for case, year, n in queries.to_enter():
        text = Text(
            f"{year}年度考核有 {n} 个集群的反馈函已送达，整改事项待登记",
            f"The letters of {n} clusters on {year} arrived; their measures are to be entered",
        )
        yield Reminder(text, reverse("supervision:appraisal", args=[case]))


register(reminders)
