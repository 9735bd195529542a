"""When a working day ends: 下班前 is an instant with a phrase."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text

ZONE = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"


def day_of(moment: datetime) -> date:
    """The calendar day of a moment at the office, whatever zone the moment is given in."""
    return moment.astimezone(ZONE).date()


def closing_moment(day: date, authority: Authority) -> datetime:
    """The instant at which `day` closes at an authority (17:30 unless it says otherwise)."""
    return datetime.combine(day, authority.closing, ZONE)


def deadline_phrase(moment: datetime) -> Text:
    """A deadline as notices print it: 4月14日（星期五）17:30前."""
    local = moment.astimezone(ZONE)
    return Text(
        f"{local.year}年{local.month}月{local.day}日（星期{WEEKDAYS[local.weekday()]}）{local:%H:%M}前",
        f"{local:%Y-%m-%d %H:%M}",
    )
