"""A county is reminded of the renewals it has to apply for (Article 15). A date reminds and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.hours import deadline_phrase
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.supervision.renewal.covering import open_to


@reminders.register
def to_apply_for(user: Account, now: datetime) -> Iterator[reminders.Reminder]:
    """One line for each cluster of the county that a called round covers and that was not applied for; one query."""
    if user.role != Role.OFFICER or user.level != Level.COUNTY or user.authority is None:
        return
    for row in open_to(user.authority):
        name, when = row.recognition.cluster.name, deadline_phrase(row.round.county_deadline)
        over = now >= row.round.county_deadline
        yield reminders.Reminder(
            Text(
                f"{name}认定有效期至 {row.recognition.valid_to}，复核申请截止{when.zh}"
                + ("，已逾期，尚未申请。" if over else "，尚未申请。"),
                f"{name}: the term ends on {row.recognition.valid_to}; apply for renewal by {when.en}"
                + (" (past)." if over else "."),
            ),
            f"{reverse('supervision:begin-renewal')}?covered={row.key}",
        )
