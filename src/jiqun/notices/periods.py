"""The period of a public notice: so many working days (seven by Article 14(三)) from a recorded publication.

A period begins only with a publication on the official website, and an interruption of it restarts or extends the
period by a person's recorded decision; nothing here moves a period by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jiqun.standards.workdays import NoticePeriod, notice_period


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
