"""By when a year's report must be at the province, and who held it when that day passed (Article 16). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from jiqun.authorities.hours import closing_moment
from jiqun.authorities.models import Authority, Level
from jiqun.standards.workdays import CalendarUnknown, is_workday

DUE = (3, 31)
"""每年3月31日前: month and day, as the measure's parameter `16.report_due` has it. The measure does not say that a rest
day moves it, so none does here."""
REMINDED = (30, 7, 1)
"""Days before it at which those who owe a report are reminded; the product's own proposal."""

HELD_BY = {
    "": Level.COUNTY,
    "drafting": Level.COUNTY,
    "correcting": Level.COUNTY,
    "submitted": Level.PREFECTURE,
    "forwarded": Level.PROVINCE,
}
"""Who holds a report in a state; one that was never begun is the county's."""


def due_day(year: int) -> date:
    """The day by which the report on `year` must be in."""
    return date(year + 1, *DUE)


def on_a_rest_day(year: int) -> bool | None:
    """Whether that day is no working day; `None` where the calendar of its year is not out yet."""
    try:
        return not is_workday(due_day(year))
    except CalendarUnknown:
        return None


def due_moment(year: int, province: Authority) -> datetime:
    """The instant at which that day closes at the province."""
    return closing_moment(due_day(year), province)


def held_at(steps: Iterable[tuple[datetime, str]], moment: datetime) -> Level | None:
    """Who held a report at a moment, from the states it came to; `None` when it had been received by then.

    What happened at the very moment counts as in time.
    """
    state = ""
    for at, to in sorted(steps):
        if at > moment:
            break
        state = to
    return HELD_BY.get(state)
