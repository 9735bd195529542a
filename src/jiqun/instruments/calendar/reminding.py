"""From November on the province is told while the next year's notice has not been entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.standards.workdays import known_years

SOON = 11
"""The notice has come out between late October and early December (2018 to 2025)."""


@reminders.register
def next_year(user: Account, now: datetime) -> Iterator[reminders.Reminder]:
    """This year too, should it be missing; asks no database."""
    if user.role != Role.OFFICER or user.level != Level.PROVINCE:
        return
    today = day_of(now)
    due = [today.year] + [today.year + 1] * (today.month >= SOON)
    for year in (each for each in due if each not in known_years()):
        yield reminders.Reminder(
            Text(
                f"{year}年节假日安排尚未登记：跨入{year}年的工作日期限无法计算。",
                f"The public holidays of {year} are not entered: working days that run into it cannot be counted.",
            ),
            reverse("instruments:calendar"),
            mail=f"calendar-{year}",
        )
