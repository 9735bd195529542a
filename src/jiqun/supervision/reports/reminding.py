"""Reminders of reports that are still owed: 30 days before the day, and until it is handed in (Article 16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.supervision.reports import internal
from jiqun.supervision.reports.deadline import REMINDED, due_day
from jiqun.supervision.reports.queries import status

WAITS_AT = {
    Level.COUNTY: ("", "drafting", "correcting"),
    Level.PREFECTURE: ("submitted",),
    Level.PROVINCE: ("forwarded",),
}


@reminders.register
def owed_reports(user: Account, now: datetime) -> Iterator[reminders.Reminder]:
    """One line for an officer whose level still holds reports of last year, from thirty days before the day.

    For a county the day is that of its prefecture where it set an earlier one.
    """
    if user.role != Role.OFFICER or user.level is None or user.authority is None:
        return
    today = day_of(now)
    year = today.year - 1
    due = due_day(year)
    if (due - today).days > 2 * max(REMINDED):  # no internal day can matter yet
        return
    set_by = user.authority.prefecture_code if user.level == Level.COUNTY else ""
    day = internal.days(year).get(set_by, due)
    if (day - today).days > max(REMINDED):
        return
    waiting = sum(line.state in WAITS_AT[user.level] for line in status(user, year, now))
    if not waiting:
        return
    if day != due and today <= due:
        left = (day - today).days
        gone = Text(f"已过 {-left} 天", f"{-left} days ago") if left < 0 else Text(f"还有 {left} 天", f"in {left} days")
        said = Text(
            f"{year} 年度报告：市级内部期限 {day}，{gone.zh}；办法规定 {due} 前报送。本级有 {waiting} 件未办。",
            f"Reports on {year}: the prefecture's day is {day}, {gone.en}; the measure's {due}. {waiting} with you.",
        )
    elif today <= due:
        left = (due - today).days
        said = Text(
            f"{year} 年度报告须于 {year + 1} 年 3 月 31 日前报送，还有 {left} 天，本级有 {waiting} 件未办。",
            f"The reports on {year} are due on 31 March {year + 1}, in {left} days; {waiting} are with you.",
        )
    else:
        past = (today - due).days
        said = Text(
            f"{year} 年度报告已过报送期限 {past} 天，本级仍有 {waiting} 件未办。",
            f"The reports on {year} have been due for {past} days; {waiting} are with you.",
        )
    url = f"{reverse('supervision:reports')}?year={year}"
    yield reminders.Reminder(said, url, mail_key(year, day if today <= day else due, today))


def mail_key(year: int, day: date, today: date) -> str:
    """What a mail about the day is known by: the last of 30, 7 and 1 days before it that has come; blank after it.

    A machine that slept through one of them sends at the next chance, and only the nearest.
    """
    left = (day - today).days
    come = [each for each in REMINDED if left <= each]
    return f"annual_report/{year}/{day}/{min(come)}" if left >= 0 and come else ""
