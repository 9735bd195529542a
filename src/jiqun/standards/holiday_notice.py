"""Reading 《国务院办公厅关于…年部分节假日安排的通知》: from its words to the days off and the make-up working days.

The words are those the State Council has used since 2008:
`1月28日（农历除夕、周二）至2月4日（…）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。`
Nothing is guessed: what cannot be read is a fault in words, and so is every weekday that does not agree with its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jiqun.bilingual import Text
from jiqun.standards.schedule import OFF, WORKED

_ITEM = re.compile(r"(?:^|(?<=[。\s]))[一二三四五六七八九十]{1,2}、\s*([^：:。]{2,20})[：:]")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = {name: n for n, name in enumerate("一二三四五六日")} | {"天": 6}
_TO = re.compile(r"至|到|—|－|-")
LONGEST_HOLIDAY = 16
NOTHING = Text(
    "没有读到放假安排：请粘贴通知中“一、元旦：…”到最后一项的全文。",
    "No holidays were found: paste the notice from “一、元旦：…” to its last item.",
)
UNREAD = Text("“{name}”中的这一句读不懂：{said}", "This sentence of “{name}” cannot be read: {said}")
NO_DATE = Text("“{name}”中的日期 {said} 不存在。", "There is no such day in “{name}”: {said}")
OTHER_WEEKDAY = Text(
    "“{name}”中 {day} 写作周{said}，实为周{real}；请核对年度和日期。",
    "In “{name}” {day} is called 周{said} but is 周{real}; check year and date.",
)
BACKWARDS = Text("“{name}”的起止日期不对：{first} 至 {last}。", "“{name}” runs from {first} to {last}.")


@dataclass(frozen=True, slots=True)
class Row:
    """One day that differs from the plain week: `kind` is 休 or 班."""

    day: date
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Read:
    """The days of a notice in their order, and what keeps it from being taken."""

    rows: tuple[Row, ...]
    faults: tuple[Text, ...]


class Wrong(ValueError):
    """What a sentence of the notice does not say properly."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


def read(words: str, year: int) -> Read:
    """The days of the notice for a year; all faults at once. A day named twice is what was said last."""
    items = list(_ITEM.finditer(words))
    found: dict[date, Row] = {}
    faults: list[Text] = [] if items else [NOTHING]
    for number, item in enumerate(items):
        end = items[number + 1].start() if number + 1 < len(items) else len(words)
        name = item[1].strip()
        for sentence in words[item.end() : end].split("。"):
            try:
                found |= {row.day: row for row in rows(name, "".join(sentence.split()), year)}
            except Wrong as wrong:
                faults.append(wrong.text)
    return Read(tuple(found[day] for day in sorted(found)), tuple(faults))


def rows(name: str, sentence: str, year: int) -> Iterator[Row]:
    """The days one sentence names; none without a date, or where it speaks of neither 放假 nor 上班. Raises `Wrong`."""
    worked, off = "上班" in sentence, "放假" in sentence
    named = list(_DAY.finditer(sentence))
    if not named or not (worked or off):
        return
    if worked and off:
        raise Wrong(UNREAD.format(name=name, said=sentence))
    days = list(dates(name, named, year))
    if worked:
        yield from (Row(day, name, WORKED) for day in days)
        return
    at = 0
    while at < len(days):
        first = last = days[at]
        if at + 1 < len(days) and _TO.search(sentence[named[at].end() : named[at + 1].start()]):
            last, at = days[at + 1], at + 1
        if not 0 <= (last - first).days < LONGEST_HOLIDAY:
            raise Wrong(BACKWARDS.format(name=name, first=first, last=last))
        yield from (Row(first + timedelta(days=n), name, OFF) for n in range((last - first).days + 1))
        at += 1


def dates(name: str, named: list[re.Match[str]], year: int) -> Iterator[date]:
    """The days as dates; a month or year that is not said again is that of the day before. Raises `Wrong`."""
    at_year, month = year, 0
    for each in named:
        at_year = int(each[1]) if each[1] else at_year
        month = int(each[2]) if each[2] else month
        try:
            day = date(at_year, month, int(each[3]))
        except ValueError:
            raise Wrong(NO_DATE.format(name=name, said=each[0])) from None
        said = _WEEKDAY.search(each[4] or "")
        if said and day.weekday() != _WEEKDAYS[said[1]]:
            real = "一二三四五六日"[day.weekday()]
            raise Wrong(OTHER_WEEKDAY.format(name=name, day=day, said=said[1], real=real))
        yield day
