"""Which year's reports a page is about."""

from __future__ import annotations

from django.http import HttpRequest

from jiqun.authorities.hours import ZONE
from jiqun.authorities.requests import office_time


def asked_year(request: HttpRequest) -> int:
    """The year of the address (`?year=`); the last one that ended by default."""
    last = office_time(request).astimezone(ZONE).year - 1
    said = request.GET.get("year", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) == 4 and int(said) >= 2000 else last
