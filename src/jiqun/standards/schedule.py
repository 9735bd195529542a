"""The State Council's schedule of holidays and make-up working days, as a dated table.

Weekends are days off and other days are worked, unless the yearly notice says otherwise (休 or 班). A year without
its notice is unknown: nothing is guessed. A later year is added once its notice is out: by the office in the product
(`keep_at` says where it keeps what two persons took over), or as a csv file of the same columns
(`date,name,kind,state_council_notice`) named by the environment variable `JIQUN_WORKDAYS`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

ADDITIONS = "JIQUN_WORKDAYS"
OFF, WORKED = "休", "班"


class CalendarUnknown(LookupError):
    """A day lies in a year whose State Council notice is not in the schedule.

    `year` is that year, `text` the sentence in both languages; `str()` speaks the one in force.
    """

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year
        self.text = Text(
            "缺少《国务院办公厅关于{year}年部分节假日安排的通知》，无法确定{year}年的工作日；请在通知发布后由省级登记到“工作日历”再计算。",
            "The State Council General Office's notice on the public holidays of {year} is missing, so the working "
            "days of {year} are not known; have the province enter it under Working days, then count again.",
        ).format(year=year)

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Schedule:
    """Days that differ from the plain week, and the years whose notice is known.

    `exceptions` maps a day to whether it is worked; `sources` maps a year to the addresses of its notices
    (two when a notice was amended).
    """

    exceptions: Mapping[date, bool]
    sources: Mapping[int, tuple[str, ...]]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that can be counted in, ascending."""
        return tuple(sorted(self.sources))

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked. `CalendarUnknown` for a year without notice, `TypeError` for an instant."""
        if isinstance(day, datetime):
            # A datetime never equals a date in the table, so a holiday would silently pass as a working day.
            raise TypeError(str(_NOT_A_DAY.format(value=day.isoformat())))
        if day.year not in self.sources:
            raise CalendarUnknown(day.year)
        return self.exceptions.get(day, day.weekday() < 5)


_NOT_A_DAY = Text(
    "工作日按日历日期计算，不能用时刻 {value}；请先换算为当地日期。",
    "Working days are counted on calendar dates, not on the instant {value}; convert it to the local date first.",
)
_BAD_ROW = Text(
    "节假日安排第 {row} 行无法识别（日期“{day}”、类别“{kind}”）：日期应为 YYYY-MM-DD，类别应为 休 或 班，"
    "并须注明国务院通知网址。",
    "Row {row} of the schedule cannot be read (date “{day}”, kind “{kind}”): the date must be YYYY-MM-DD, the kind "
    "休 (off) or 班 (worked), and the address of the State Council notice must be given.",
)


def build(rows: Iterable[Mapping[str, str]]) -> Schedule:
    """A schedule from rows `date, kind, state_council_notice`; a later row about the same day wins.

    A year is known once its 1 January is listed as a holiday, as every notice does: the last days of a December
    appear already in the following year's notice and do not make that December's year known, nor the other way
    round. `ValueError` names the row that cannot be read.
    """
    exceptions: dict[date, bool] = {}
    sources: dict[int, tuple[str, ...]] = {}
    for number, row in enumerate(rows, start=2):
        text, kind, notice = (row.get(k) or "" for k in ("date", "kind", "state_council_notice"))
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or kind not in (OFF, WORKED) or not notice.strip():
            raise ValueError(str(_BAD_ROW.format(row=number, day=text, kind=kind)))
        exceptions[day] = kind == WORKED
        if (day.month, day.day) == (1, 1) and kind == OFF:
            sources[day.year] = tuple(notice.split())
    return Schedule(exceptions, sources)


_kept: Path | None = None


def keep_at(path: Path) -> None:
    """Says where the product keeps the years that were taken over in it; the file need not be there."""
    global _kept
    _kept = path


Version = tuple[Path, int, int]


def current() -> Schedule:
    """The shipped schedule with what was added, as the files stand now: another process may have written one."""
    additions = os.environ.get(ADDITIONS)
    return _built(_kept_version(), _version(Path(additions)) if additions else None)


def _version(path: Path) -> Version:
    """A file as it stands: its place, time of last change in ns, size in bytes."""
    found = os.stat(path)
    return path, found.st_mtime_ns, found.st_size


def _kept_version() -> Version | None:
    try:
        return None if _kept is None else _version(_kept)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=2)
def _built(*added: Version | None) -> Schedule:
    rows = list(tables.shipped("workday_schedule.csv"))
    for each in added:
        if each is not None:
            more = tables.read(each[0])
            build(more)  # alone first, so that a refusal counts the rows of that file
            rows += more
    return build(rows)
