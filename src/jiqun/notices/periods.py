"""The period of a public notice: so many working days (seven by Article 14(三)) from a recorded publication.

A period begins only with a publication on the official website, and an interruption of it restarts or extends the
period by a person's recorded decision; nothing here moves a period by itself.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from jiqun.standards.workdays import CalendarUnknown, NoticePeriod, is_workday, notice_period


@dataclass(frozen=True, slots=True)
class Period:
    """A period as it is shown: `start` and `end` inclusive, `days` those that count."""

    start: date
    end: date
    days: tuple[date, ...]


def day_after(day: date) -> date:
    """The default start: the day after the notice stood, so that seven whole working days follow."""
    return day + timedelta(days=1)


def first_period(start: date, required: int, *, first_day_counts: bool) -> NoticePeriod:
    """The period from its start. Raises `CalendarUnknown` when it runs into a year without schedule."""
    return notice_period(start, required, first_day_counts=first_day_counts)


def restarted(interrupted: date, resumed: date, required: int, *, first_day_counts: bool) -> Period:
    """The whole period once more, from the day the notice stood again; never counting the day it was away on."""
    fresh = notice_period(resumed, required, first_day_counts=first_day_counts and resumed > interrupted)
    return Period(fresh.start, fresh.end, fresh.days)


def extended(start: date, counted: Sequence[date], interrupted: date, resumed: date, required: int) -> Period:
    """The days before the interruption stay counted, the rest follow from the day the notice stood again.

    The day of the interruption itself was not a whole day and does not count, even when the notice stood again on
    that very day. With nothing left to add the
    period is over with the last day counted.
    """
    kept = tuple(day for day in counted if day < interrupted)[:required]
    if len(kept) == required:
        return Period(start, kept[-1], kept)
    rest = notice_period(resumed, required - len(kept), first_day_counts=resumed > interrupted)
    return Period(start, rest.end, (*kept, *rest.days))


def prolonged(period: Period, more: int) -> Period:
    """The period with `more` working days behind its last. Raises `CalendarUnknown`, `ValueError` for none."""
    added = notice_period(period.end + timedelta(days=1), more)
    return Period(period.start, added.end, (*period.days, *added.days))


# ── a calendar that changes later ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Drift:
    """What a calendar corrected since would say otherwise of a period that was announced; it moves nothing.

    `no_longer` were counted and are rest days now; `now_worked` lie within and were rest days then; `end` is the last
    day the corrected calendar would count to (`None`: it runs into a year without notice).
    """

    no_longer: tuple[date, ...]
    now_worked: tuple[date, ...]
    period: Period | None

    @property
    def end(self) -> date | None:
        """The last day by the corrected calendar."""
        return self.period.end if self.period else None


def rest_days(period: Period | NoticePeriod) -> tuple[date, ...]:
    """The days between start and end that are not worked by the calendar of today."""
    span = (period.end - period.start).days + 1
    days = (period.start + timedelta(days=n) for n in range(span))
    return tuple(day for day in days if not is_workday(day))


def drift(period: Period, rested: Set[date]) -> Drift | None:
    """Compares a period with the calendar of today; `rested` are its rest days by the calendar it was counted by.

    `None` where both say the same, and where the year's calendar is gone.
    """
    try:
        no_longer = tuple(day for day in period.days if not is_workday(day))
        now_worked = tuple(day for day in sorted(rested) if is_workday(day))
    except CalendarUnknown:
        return None
    if not no_longer and not now_worked:
        return None
    days = sorted({*period.days, *now_worked} - set(no_longer))[: len(period.days)]
    try:
        if missing := len(period.days) - len(days):
            last = max(period.end, *days) if days else period.end
            days += notice_period(last + timedelta(days=1), missing).days
    except CalendarUnknown:
        return Drift(no_longer, now_worked, None)
    return Drift(no_longer, now_worked, Period(period.start, days[-1], tuple(days)))
