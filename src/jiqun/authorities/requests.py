"""What a view takes from its request, typed: who is signed in, and the office's time."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account


def signed_in(request: HttpRequest) -> Account:
    """The account behind a request that `login_required` let through. Raises `TypeError` for anybody else."""
    if not isinstance(request.user, Account):
        raise TypeError("this view is for signed-in accounts; put login_required before it")
    return request.user


def office_time(request: HttpRequest) -> datetime:
    """The business time the clock's middleware put on the request."""
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def office_day(request: HttpRequest) -> date:
    """The calendar day of the office's time."""
    return day_of(office_time(request))
