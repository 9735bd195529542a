"""The filing period the province set (17(四): 未及时), and until when a change has to be filed by it.

Where none is in force on the day of the change, nothing can be late.
"""

from __future__ import annotations

from datetime import date, timedelta

from jiqun.standards.workdays import CalendarUnknown, add_workdays
from jiqun.supervision.models import FilingPeriod


def all_set() -> list[FilingPeriod]:
    """Every period that was signed, the latest first; one query."""
    rows = FilingPeriod.objects.filter(set_at__isnull=False).select_related("case")
    return list(rows.order_by("-counts_from", "-set_at"))


def governing(periods: list[FilingPeriod], changed_on: date) -> FilingPeriod | None:
    """The one that counts for a change of a day."""
    for each in periods:
        if each.counts_from <= changed_on and (each.ended_on is None or changed_on < each.ended_on):
            return each
    return None


def in_force(on: date) -> FilingPeriod | None:
    """The period a change of this day would be under; one query."""
    return governing(all_set(), on)


def last_day(period: FilingPeriod, changed_on: date) -> date | None:
    """The last day a change may be filed on; `None` where the calendar of working days is not out yet."""
    if period.calendar_days:
        return changed_on + timedelta(days=period.days)
    try:
        return add_workdays(changed_on, period.days)
    except CalendarUnknown:
        return None


def due(changed_on: date, periods: list[FilingPeriod] | None = None) -> date | None:
    """The last day for a change of a day; `None` without a period. One query unless the periods are given."""
    period = governing(all_set() if periods is None else periods, changed_on)
    return None if period is None else last_day(period, changed_on)
