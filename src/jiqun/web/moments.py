"""Days, moments and deadlines as people read them, in China Standard Time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from jiqun.bilingual import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = (
    Text("周一", "Mon"),
    Text("周二", "Tue"),
    Text("周三", "Wed"),
    Text("周四", "Thu"),
    Text("周五", "Fri"),
    Text("周六", "Sat"),
    Text("周日", "Sun"),
)
NOTHING = "—"


def in_shanghai(moment: datetime) -> datetime:
    """The moment on the clock of Asia/Shanghai; one without a zone is taken to be there already."""
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


def day(value: date | datetime | None) -> str:
    """`2025-04-18`; `—` for nothing."""
    if value is None:
        return NOTHING
    return (in_shanghai(value).date() if isinstance(value, datetime) else value).isoformat()


def moment(value: datetime | None) -> str:
    """`2025-04-18 17:30`; `—` for nothing."""
    return NOTHING if value is None else in_shanghai(value).strftime("%Y-%m-%d %H:%M")


def long_day(value: date) -> Text:
    """`2025年4月18日` and `18 April 2025`."""
    return Text(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {MONTHS[value.month - 1]} {value.year}")


def deadline(value: date | datetime) -> Text:
    """`2025年4月30日17:30前`; midnight belongs to the day it ends: `2025年6月26日24时前`."""
    if not isinstance(value, datetime):
        return Text("{day}前", "by the end of {day}").format(day=long_day(value))
    local = in_shanghai(value)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return Text("{day}24时前", "by 24:00 on {day}").format(day=long_day(local.date() - timedelta(days=1)))
    return Text("{day}{time}前", "by {time} on {day}").format(day=long_day(local.date()), time=f"{local:%H:%M}")


class Days(Protocol):
    """A counted period: from `start` to `end`, of which `days` count."""

    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date: ...

    @property
    def days(self) -> Sequence[date]: ...


@dataclass(frozen=True, slots=True)
class DayCell:
    """One box of the day strip."""

    day: date
    figure: Text
    weekday: Text
    index: int | None
    is_today: bool


def day_strip(period: Days, today: date | None) -> list[DayCell]:
    """Every calendar day of a period, numbered where it counts; the month is named at first and where it changes."""
    numbers = {on: index for index, on in enumerate(period.days, 1)}
    cells: list[DayCell] = []
    for offset in range((period.end - period.start).days + 1):
        on = period.start + timedelta(days=offset)
        name = Text(str(on.day), str(on.day))
        if not cells or on.day == 1:
            name = Text(f"{on.month}月{on.day}", f"{on.day} {MONTHS[on.month - 1][:3]}")
        cells.append(DayCell(on, name, WEEKDAYS[on.weekday()], numbers.get(on), on == today))
    return cells
