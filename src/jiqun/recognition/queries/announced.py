"""What the province is reminded of once a list is announced (Article 14(三))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from jiqun.authorities.models import OFFICE, Account, Level
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.notices.models import Announcement, AnnouncementPublication
from jiqun.register.models import Recognition


@reminders.register
def not_on_record(user: Account, now: datetime) -> Iterator[reminders.Reminder]:
    """The province's office is told of every announcement of a round that is not on record as standing on the official
    website; one query where there is none, one more where there is."""
    if user.role not in OFFICE or user.level != Level.PROVINCE:
        return
    recorded = AnnouncementPublication.objects.values("document")
    rows = Recognition.objects.filter(backfilled=False).exclude(document__in=recorded).exclude(document="")
    waiting = list(rows.values_list("level", "batch", "document").distinct().order_by("batch", "document"))
    if not waiting:
        return
    of_rounds = Announcement.objects.public().filter(case__procedure_name="round")
    rounds = {(level, batch): pk for level, batch, pk in of_rounds.values_list("level", "batch", "pk")}
    for level, batch, document in waiting:
        if (pk := rounds.get((level, batch))) is not None:
            yield reminders.Reminder(
                Text(
                    f"{document}（{batch}名单）尚未登记在官方网站发布。",
                    f"{document}, the list of {batch}, is not on record as standing on the official website.",
                ),
                reverse("recognition:record-announcement", args=[pk]),
            )
