"""What a county was asked to correct, and what came of each point."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.journal.canonical import canonical
from jiqun.recognition.acts.filing.submitting import snapshot
from jiqun.recognition.models import Application, CorrectionItem
from jiqun.recognition.queries.corrections.changes import Turned, changes, touches
from jiqun.recognition.queries.corrections.versions import versions
from jiqun.recognition.queries.filing.application import application_of, form_for
from jiqun.recognition.queries.places import FIRM, names_of, place_title, url_of
from jiqun.register.corrections import firm_lines
from jiqun.register.models import RosterRevision

NOTE = 0
"""The notice number of what is noted and not told yet."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point with the name of its place, where it is mended, and whether that changed since the last hand-in."""

    item: CorrectionItem
    title: Text
    url: str
    touched: bool

    @property
    def settled(self) -> bool:
        """Changed, or answered in words."""
        return self.touched or bool(self.item.reply)


def notes(application: Application) -> list[CorrectionItem]:
    """What the prefecture noted and has not told yet; one query."""
    return list(application.corrections.filter(notice=NOTE).order_by("at", "pk"))


def told(application: Application) -> list[CorrectionItem]:
    """The points of every notice, the latest notice first; one query."""
    rows = application.corrections.filter(notice__gt=NOTE).select_related("replied_by__person")
    return list(rows.order_by("-notice", "pk"))


def points(case: Case, items: Iterable[CorrectionItem], since: Mapping[str, Turned]) -> list[Point]:
    """Points with what came of them; `since` is what changed since the last hand-in."""
    application, names = application_of(case), names_of(case)
    form = form_for(application)
    return [
        Point(
            item,
            place_title(application, item.place, names),
            url_of(case, item.place),
            touches(since, item.place, form),
        )
        for item in items
    ]


def since_handed_in(case: Case, now: datetime) -> dict[str, Turned]:
    """What changed in a draft since it was handed in last; nothing before the first time."""
    handed_in = versions(case)
    if not handed_in:
        return {}
    draft = json.loads(canonical(snapshot(case, application_of(case), now)))
    return changes(handed_in[-1].content, draft)


def fields_changed(case: Case) -> frozenset[str]:
    """The fields that differ between the last two hand-ins; one query, none of it before there are two."""
    handed_in, form = versions(case), form_for(application_of(case))
    if len(handed_in) < 2:
        return frozenset()
    found = changes(handed_in[-2].content, handed_in[-1].content)
    return frozenset(field.id for field in form.fields() if touches(found, f"field:{field.id}", form))


def stood_at_first(case: Case, places: Iterable[str]) -> set[str]:
    """Those places that are as they were at the first hand-in: what is wrong there could have been named then."""
    handed_in, application = versions(case), application_of(case)
    if len(handed_in) < 2:
        return set()
    found, form = changes(handed_in[0].content, handed_in[-1].content), form_for(application)
    return {place for place in places if not (touches(found, place, form) and firm_differs(application, place, found))}


def firm_differs(application: Application, place: str, found: Mapping[str, Turned]) -> bool:
    """For a firm, whether its own lines differ between the two rosters; true for any other place."""
    kind, _, uscc = place.partition(":")
    roster = found.get("roster")
    if kind != FIRM or roster is None or roster.before is None or roster.after is None:
        return True
    numbers = (roster.before["number"], roster.after["number"])
    rows = {
        row.number: row for row in RosterRevision.objects.filter(cluster=application.cluster_id, number__in=numbers)
    }
    was, now = (firm_lines(rows[number], uscc) for number in numbers)
    return was != now


def late_points(prefectures: Iterable[str]) -> dict[str, tuple[int, int]]:
    """By prefecture: how many points of later notices there were, and how many stood so at the first hand-in."""
    rows = (
        CorrectionItem.objects.filter(notice__gt=1, application__prefecture__in=list(prefectures))
        .values_list("application__prefecture")
        .annotate(all=Count("pk"), visible=Count("pk", filter=Q(visible=True)))
    )
    return {code: (count, visible) for code, count, visible in rows}
