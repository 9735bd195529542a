"""Changes between two hand-ins as a page shows them: the words before and after, a roster firm by firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.facts.rows import FirmYear
from jiqun.forms.definitions import Form
from jiqun.forms.merging import difference
from jiqun.forms.reading import answer_lines
from jiqun.recognition.queries.corrections.changes import Content, Turned, changes
from jiqun.recognition.queries.filing import firms
from jiqun.recognition.queries.filing.application import application_of, form_for
from jiqun.recognition.queries.filing.pages import PRIVATE
from jiqun.recognition.queries.places import names_of, place_title
from jiqun.register.differences import RosterDifferences, roster_differences
from jiqun.register.models import RosterRevision
from jiqun.web.verdicts import verdict_of

REASON = Text("差异说明：", "Reason for the difference: ")


@dataclass(frozen=True, slots=True)
class Row:
    """One place that changed: `pieces` is its text clause by clause as (same, gone or added, words)."""

    place: str
    title: Text
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that differs between two contents, by part of the application; `roster` firm by firm."""

    groups: tuple[tuple[Text, tuple[Row, ...]], ...]
    roster: RosterDifferences | None

    def __bool__(self) -> bool:
        return bool(self.groups or self.roster)

    @property
    def lines(self) -> list[tuple[str, str, int, Text]]:
        """Name, credit code, year and what changed of the first firms' lines that did."""
        return [line_said(was, now) for was, now in (self.roster.lines if self.roster else ())[:MOST_LINES]]


MOST_LINES = 500
GONE, CAME = Text("删去该年数据", "the year was taken away"), Text("补充该年数据", "the year was added")
PARTS = (
    ("field", Text("申报表", "Form")),
    ("goals", Text("三年目标", "Three-year goals")),
    ("evidence", Text("佐证材料", "Evidence")),
    ("ledger", Text("集群台账", "Ledgers")),
    ("boundary", Text("空间范围", "Boundary")),
    ("norm", Text("系统测算（不作为审核结论）", "Computed (not a decision)")),
)


def compare(case: Case, before: Content, after: Content) -> Compared:
    """Compares two contents of an application; a query for names, and the roster's when it changed."""
    application, names = application_of(case), names_of(case)
    form = form_for(application)
    found = changes(before, after)
    rows: dict[str, list[Row]] = {}
    for place, turned in found.items():
        kind, _, rest = place.partition(":")
        if kind == "roster" or rest in PRIVATE:
            continue
        was, now = (tuple(words(form, place, side)) for side in (turned.before, turned.after))
        row = Row(place, place_title(application, place, names), tuple(difference("\n".join(was), "\n".join(now))))
        rows.setdefault(kind, []).append(row)
    groups = tuple((title, tuple(rows[kind])) for kind, title in PARTS if kind in rows)
    return Compared(groups, rosters(application.cluster_id, found))


def rosters(cluster: Any, found: Mapping[str, Turned]) -> RosterDifferences | None:
    """The two rosters held against each other, when both were there and differ."""
    turned = found.get("roster")
    if turned is None or turned.before is None or turned.after is None:
        return None
    numbers = (turned.before["number"], turned.after["number"])
    by_number = {row.number: row for row in RosterRevision.objects.filter(cluster=cluster, number__in=numbers)}
    return roster_differences(by_number[numbers[0]], by_number[numbers[1]])


def line_said(was: FirmYear | None, now: FirmYear | None) -> tuple[str, str, int, Text]:
    """A firm's line of a year and what changed of it."""
    line = now or was
    assert line is not None
    said = GONE if now is None else CAME if was is None else firms.said(firms.changes(was, now))
    return line.name, line.uscc, line.year, said


def words(form: Form, place: str, value: Any) -> Iterable[str]:
    """What a place holds, line by line; nothing where it was not there."""
    kind, _, rest = place.partition(":")
    if value is None:
        return
    if kind == "field":
        asked = next((each for each in form.fields() if each.id == rest), None)
        if asked is not None:
            yield from answer_lines(asked, value.get("value"))
        if value.get("reason"):
            yield f"{REASON}{value['reason']}"
    elif kind == "goals":
        for goal in value:
            path = "，".join(f"{year}：{target}" for year, target in goal["targets"].items())
            yield f"{goal['indicator']}（{goal['unit']}）{goal['base']} → {path}；{goal['owner']}"
    elif kind == "evidence":
        yield from (f"{file['name']}（{file['sha256'][:12]}）" for file in value)
    elif kind == "ledger":
        yield from (str(entry.get("title", "")) for entry in value)
    elif kind == "norm":
        yield str(verdict_of(value).title)
    elif kind == "boundary":
        yield "，".join(str(each) for each in value.values())
