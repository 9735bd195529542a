"""Serious incidents as a value: how many are on record, and how many cannot be ruled out.

That nothing happened cannot be proved; what can be said is "no record in registers A, B, C as queried on day D". So
a kind of incident that no register was searched for leaves the number without an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from jiqun.bilingual import Text, listing
from jiqun.facts.records import IncidentRecord, SearchRecord
from jiqun.facts.rows import INCIDENT_KINDS, INCIDENT_TITLES
from jiqun.law.given import Given
from jiqun.law.values import Kind, Leaf, Value

_RECORDS = Kind(Text("达到所列等级的记录", "records of the grades named"), "起")
_UNSURE = Text(
    "{on} {uscc} 的{kind}：等级未知或无法识别（{grade}），请按认定机关的结论补填",
    "{kind} of {uscc} on {on}: the grade is not known ({grade}); enter what the authority found",
)
_NOT_MEMBER = Text(
    "{on} {uscc} 的{kind}：该代码当年和基准年均不在名册，请核实是否为名册企业的分支机构或曾在册企业",
    "{kind} of {uscc} on {on}: the code is not on the roster of that year or the base year; "
    "check whether it is a branch or was a member",
)
_NOT_SEARCHED = Text(
    "尚无覆盖{kinds}的登记库查询记录，请查询并登记查询日期",
    "No register was searched for {kinds}; search one and enter the date",
)


class Occurrences(Value):
    """Serious incidents within a window: `grave` for certain, `unsure` perhaps, any number where nobody looked."""

    __slots__ = ("grave", "searches", "since", "unsearched", "unsure", "until")

    def __init__(
        self,
        since: date,
        until: date,
        grave: Sequence[IncidentRecord],
        unsure: Sequence[tuple[IncidentRecord, Text]],
        searches: Sequence[SearchRecord],
        unsearched: Sequence[str],
    ) -> None:
        self.since, self.until, self.grave, self.unsure = since, until, grave, unsure
        self.searches, self.unsearched = searches, unsearched
        self.ln, self.ld, self.void = len(grave), 1, False
        self.hn, self.hd = (0, 0) if unsearched else (len(grave) + len(unsure), 1)

    def formula(self, zh: bool) -> str:
        window = f"{self.since} 至 {self.until}" if zh else f"{self.since} to {self.until}"
        if not self.grave:
            where = _searched(self.searches, zh)
            said = f"，{where}未见达到所列等级的记录" if zh else f": no record of the grades named {where}"
            return window + said
        named = "；".join(_named(record) for record in self.grave)
        n = len(self.grave)
        return window + (f"，有 {n} 起达到所列等级：{named}" if zh else f": {n} of the grades named: {named}")

    def leaves(self) -> Iterable[Leaf]:
        high = self.hn if self.hd else None
        return (Leaf(_RECORDS, len(self.grave), high, missing=len(self.unsure)),)

    def gaps(self) -> tuple[Text, ...]:
        unsure = tuple(need for _, need in self.unsure)
        if not self.unsearched:
            return unsure
        return (*unsure, _NOT_SEARCHED.format(kinds=listing(INCIDENT_TITLES[kind] for kind in self.unsearched)))


def occurrences(given: Given, since: date, until: date, grave_from: Mapping[str, int]) -> Occurrences:
    """The incidents of a window (both days included) whose rank is at least that of their kind in `grave_from`.

    A kind that is not in `grave_from` counts whatever its grade. A search made before the window began says nothing.
    """
    grave: list[IncidentRecord] = []
    unsure: list[tuple[IncidentRecord, Text]] = []
    for record in given.facts.incidents:
        if not since <= record.on <= until:
            continue
        least = grave_from.get(record.kind, 0)
        if least and record.rank is not None and record.rank < least:
            continue
        if least and record.rank is None:
            unsure.append((record, _about(_UNSURE, record)))
        elif record.member:
            grave.append(record)
        else:
            unsure.append((record, _about(_NOT_MEMBER, record)))
    searches = [search for search in given.facts.searches if search.on >= since]
    covered = {kind for search in searches for kind in search.kinds}
    unsearched = [kind for kind in INCIDENT_KINDS if kind not in covered]
    return Occurrences(since, until, grave, unsure, searches, unsearched)


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def _searched(searches: Sequence[SearchRecord], zh: bool) -> str:
    if not searches:
        return "未查询任何登记库，" if zh else "with no register searched"
    if zh:
        return f"在{'、'.join(f'{search.register}（{search.on} 查询）' for search in searches)}中"
    return f"in {', '.join(f'{search.register} (searched {search.on})' for search in searches)}"


def _named(record: IncidentRecord) -> str:
    source = " ".join(filter(None, (record.authority, record.document)))
    return f"{record.on} {record.uscc} {record.kind} {record.grade}" + (f"（{source}）" if source else "")


def _about(text: Text, record: IncidentRecord) -> Text:
    kind = INCIDENT_TITLES.get(record.kind, record.kind)
    return text.format(on=record.on, uscc=record.uscc, kind=kind, grade=record.grade or "—")
