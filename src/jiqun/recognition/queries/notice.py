"""What the province reads of the notices of a list (Article 14(三))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from jiqun.authorities.models import OFFICE, Account, Level
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.casework.models import Case
from jiqun.notices.models import Notice, Objection
from jiqun.notices.queries import held_back
from jiqun.recognition.models import Application
from jiqun.recognition.queries.listing import in_state
from jiqun.standards import divisions, industries


def item(application: Application) -> dict[str, Any]:
    """One line of a notice, as it is published."""
    cluster = application.cluster
    return {
        "case": str(application.pk),
        "cluster": str(cluster.pk),
        "name": cluster.name,
        "place": divisions.full_name(cluster.authority_id),
        "industries": [industries.name(code) for code in cluster.leads],
        "applicant": application.case.authority.body,
        "invented": cluster.invented,
    }


def upheld_objections(case: Case) -> list[tuple[str, str, str]]:
    """Objections of a round upheld, wholly or partly, as (number, application id, title of the application)."""
    rows = Objection.objects.filter(notice__round=case, outcome__in=("upheld", "partly"), case__isnull=False).order_by(
        "number"
    )
    return [(number, str(pk), title) for number, pk, title in rows.values_list("number", "case_id", "case__title")]


def announceable(case: Case) -> list[UUID]:
    """The applications on the list that no open objection holds back, in the order of their places."""
    held = held_back(case)
    return [row.pk for row in in_state(case, "listed") if row.pk not in held]


@reminders.register
def calendars(user: Account, now: datetime) -> Iterator[reminders.Reminder]:
    """The province is told of every notice of a list not yet announced whose days a corrected calendar would count
    otherwise; one query, for its office alone."""
    if user.role not in OFFICE or user.level != Level.PROVINCE:
        return
    rows = Notice.objects.filter(round__state="notice", starts_on__isnull=False).select_related("round")
    for notice in rows.order_by("made_at"):
        if (found := notice.drift) is None:
            continue
        until = f"应至 {found.end:%Y-%m-%d} 期满" if found.end else "期满日无法计算"
        yield reminders.Reminder(
            Text(
                f"《{notice.title}》公告的公示期至 {notice.ends_on:%Y-%m-%d}；"
                f"按更正后的日历，{until}。公示期不自动改变。",
                f"“{notice.title}” was announced to end {notice.ends_on:%Y-%m-%d}; by the corrected calendar it would "
                "not. Nothing moves by itself.",
            ),
            reverse("recognition:list", args=[notice.round_id]),
        )
