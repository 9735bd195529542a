"""Which matters are to be put on file, and what a filing holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Max

from jiqun.archives.models import FiledMatter, Filing
from jiqun.archives.retention import ORDER
from jiqun.authorities.hours import ZONE, day_of
from jiqun.authorities.models import Account
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.procedure import Actor, procedures

OWN_ROOM = ("filing", "extract")
MOST = 100
"""So many matters a filing takes: a package of them is made in one answer."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A matter that came to its end, and the office's day of it."""

    case: Case
    on: date


def closed(by: Actor, first: int, last: int) -> list[Closed]:
    """Matters that ended in these years, that the account sees, its authority had a hand in and has not on file yet.

    By the day of their end; four queries. Filings and extracts themselves are none of them.
    """
    final = {
        table.name: {state.name for state in table.states if state.final}
        for table in procedures()
        if table.model == "casework.Case" and table.name not in OWN_ROOM
    }
    start, end = (datetime.combine(date(y, 1, 1), time(), ZONE) for y in (first, last + 1))
    ending = ActRecord.objects.filter(procedure_name__in=final, to_state__in=set().union(*final.values()))
    ended = dict(
        ending.exclude(from_state=F("to_state"))
        .values_list("subject_id")
        .annotate(last=Max("at"))
        .filter(last__gte=start, last__lt=end)
    )
    own = ActRecord.objects.filter(subject_id__in=list(ended), by__authority=by.authority)
    wanted = set(own.values_list("subject_id", flat=True))
    on_file = set(FiledMatter.objects.visible_to(by).filter(live=True).values_list("case_id", flat=True))
    found = Case.objects.visible_to(by).filter(pk__in=wanted).select_related("authority")
    rows = [
        Closed(case, day_of(ended[str(case.pk)]))
        for case in found
        if case.state in final.get(case.procedure_name, ()) and case.pk not in on_file
    ]
    return sorted(rows, key=lambda each: (each.on, each.case.number))


def waiting_years(by: Account, this_year: int) -> list[tuple[int, int]]:
    """This year and the two before, and how many matters of each are not on file yet; four queries."""
    years = [each.on.year for each in closed(by, this_year - 2, this_year)]
    return [(year, years.count(year)) for year in range(this_year, this_year - 3, -1)]


def lines(filing: Filing) -> list[FiledMatter]:
    """The lines of a filing: by position once there is one, before that by period and day; one query."""
    rows = FiledMatter.objects.filter(filing=filing).select_related("case__authority")
    return sorted(
        rows, key=lambda each: (ORDER.index(each.retention), each.position or 0, each.closed_on, each.case.number)
    )
