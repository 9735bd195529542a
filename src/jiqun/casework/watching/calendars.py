"""Dates as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry: whole days from `start` to `end`, both counted; `url` begins at the root of the site."""

    uid: str
    title: str
    start: date
    end: date
    url: str
    said: str = ""


def calendar(entries: Iterable[Dated], name: str, now: datetime, at: str) -> bytes:
    """The entries as a calendar; `at` stands before every address."""
    import icalendar

    book = icalendar.Calendar()
    book.add("prodid", "-//jiqun//dates//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    for each in entries:
        event = icalendar.Event()
        event.add("uid", f"{each.uid}@jiqun")
        event.add("dtstamp", now)
        event.add("summary", each.title)
        event.add("dtstart", each.start)
        event.add("dtend", each.end + timedelta(days=1))  # the day after: RFC 5545 does not count it
        event.add("url", at + each.url)
        if each.said:
            event.add("description", each.said)
        book.add_component(event)
    found: bytes = book.to_ical()
    return found
