"""What somebody wants to be told, when, and which way: as entered last under 联系方式."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.hours import ZONE, day_of
from jiqun.casework.models import Contact
from jiqun.standards.workdays import CalendarUnknown, is_workday

SATURDAY = 5


def wishes() -> dict[int, Contact]:
    """The entry that counts, by account; one query."""
    return {each.account_id: each for each in Contact.objects.order_by("entered_at", "pk")}


def quiet(wish: Contact, now: datetime) -> bool:
    """Whether nothing is sent now: in the quiet hours, which may run over midnight, and on days off for who wants so.

    What is held is sent at the first call after.
    """
    hour, first, until = now.astimezone(ZONE).hour, wish.quiet_from, wish.quiet_until
    asleep = first <= hour < until if first < until else first != until and (hour >= first or hour < until)
    return asleep or (not wish.rest_days and not working(now))


def working(now: datetime) -> bool:
    """Whether it is a working day; by the week where the State Council has not said yet."""
    day = day_of(now)
    try:
        return is_workday(day)
    except CalendarUnknown:
        return day.weekday() < SATURDAY
