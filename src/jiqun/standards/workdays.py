"""Counting in working days: public notice periods and deadlines.

The measure gives periods in working days (Article 14.3: 公示期为7个工作日). A make-up working weekend counts, a
holiday does not. In 24 of 25 notices checked the first day of the notice is day one; 民法典 201 would begin with the
day after, so the mode is an argument and the days counted are returned for the notice to print.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jiqun.bilingual import Text
from jiqun.standards.schedule import CalendarUnknown, Schedule, current

__all__ = [
    "CalendarUnknown",
    "NoticePeriod",
    "add_workdays",
    "is_workday",
    "known_years",
    "next_workday",
    "notice_period",
    "schedule_source",
    "schedule_sources",
    "workdays_between",
]

_DAY = timedelta(days=1)
_TOO_SHORT = Text(
    "期限至少为 1 个工作日，现为 {days}；请改为不小于 1 的整数。",
    "A period lasts at least 1 working day, but {days} was given; give a whole number of 1 or more.",
)


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """A period as it runs: `start` is the day given, `end` the last day counted, `days` every day counted."""

    start: date
    end: date
    days: tuple[date, ...]


def known_years() -> tuple[int, ...]:
    """The years whose State Council notice is known, ascending."""
    return current().years


def schedule_sources(year: int) -> tuple[str, ...]:
    """The addresses of the State Council notices for a year, the first one first, then its amendments.

    `CalendarUnknown` for a year without notice.
    """
    try:
        return current().sources[year]
    except KeyError:
        raise CalendarUnknown(year) from None


def schedule_source(year: int) -> str:
    """The address of the State Council's notice for a year; `CalendarUnknown` for a year without notice."""
    return schedule_sources(year)[0]


def is_workday(day: date) -> bool:
    """Whether the day is worked; `CalendarUnknown` for a year without notice."""
    return current().is_workday(day)


def next_workday(day: date) -> date:
    """The first working day after the day given; `CalendarUnknown` when it lies in a year without notice."""
    return add_workdays(day, 1)


def add_workdays(start: date, n: int) -> date:
    """The n-th working day after `start`, which itself is not counted; before it when n is negative.

    n = 0 gives `start` unchanged, worked or not. `CalendarUnknown` when the count runs into a year without notice.
    """
    schedule, step, day = current(), _DAY if n > 0 else -_DAY, start
    for _ in range(abs(n)):
        day = _next(schedule, day, step)
    return day


def _next(schedule: Schedule, day: date, step: timedelta) -> date:
    day += step
    while not schedule.is_workday(day):
        day += step
    return day


def workdays_between(a: date, b: date) -> int:
    """The working days left on day `a` until the deadline `b`: those after a, up to and including b.

    0 on the day itself; negative when b is past: the working days from b up to, not including, a. So
    `workdays_between(a, add_workdays(a, n)) == n`. `CalendarUnknown` when a day to be counted lies in a year
    without notice.
    """
    schedule = current()
    if b < a:
        return -sum(schedule.is_workday(b + _DAY * i) for i in range((a - b).days))
    return sum(schedule.is_workday(a + _DAY * i) for i in range(1, (b - a).days + 1))


def notice_period(start: date, days: int, *, first_day_counts: bool = True) -> NoticePeriod:
    """The period of `days` working days that begins on `start` (Article 14.3).

    A start that is not worked is not counted: the count begins with the next working day. With
    `first_day_counts=False` the start is not counted even when worked (民法典 201). `ValueError` for fewer than one
    day, `CalendarUnknown` when the period runs into a year without notice.
    """
    if days < 1:
        raise ValueError(str(_TOO_SHORT.format(days=days)))
    schedule = current()
    counted = [start] if schedule.is_workday(start) and first_day_counts else []
    day = start
    while len(counted) < days:
        day = _next(schedule, day, _DAY)
        counted.append(day)
    return NoticePeriod(start, counted[-1], tuple(counted))
