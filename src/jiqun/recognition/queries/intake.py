"""受理台账: the applications of a round before a prefecture or the province, what is to be done next and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.casework.todo import days_left, waited_for
from jiqun.recognition.models import Application, Round

FACETS = ("state", "county", "prefecture")
ORDERS = {
    "due": Text("剩余时间", "Days left"),
    "handed_in": Text("提交时间", "Handed in"),
    "number": Text("编号", "Number"),
    "place": Text("申报单位", "Applicant"),
    "notices": Text("退回次数", "Times returned"),
}
WITH_COUNTY, WITH_PREFECTURE = ("correcting",), ("submitted", "preliminary")
NOTHING_MORE = Text("已办结", "Closed")
SIGNING = Text("签批", "Sign")


@dataclass(frozen=True, slots=True)
class Line:
    """One application. `due_at` is the date of who has to act; `days` its working days left, negative when past.

    `next` is what is to be done and `who` by whom.
    """

    pk: UUID
    number: str
    cluster: str
    county: str
    county_code: str
    prefecture: str
    prefecture_code: str
    state: str
    title: Text
    submitted_at: datetime | None
    due_at: datetime | None
    days: int | None
    next: Text
    who: Text | None
    notices: int


def lines(row: Round, user: Any, now: datetime) -> list[Line]:
    """Everything handed in that the account sees, by number (one query, another where something waits to be signed)."""
    rows = list(
        Application.objects.filter(round=row.pk, case__in=Case.objects.visible_to(user), submitted_at__isnull=False)
        .order_by("case__number")
        .values_list(
            "pk",
            "case__number",
            "cluster__name",
            "case__authority__name",
            "case__authority",
            "prefecture__name",
            "prefecture",
            "case__state",
            "submitted_at",
            "case__due_at",
            "case__pending",
            "returned_until",
            "notices",
        )
    )
    signing = waited_for([str(found[0]) for found in rows if found[10]])
    return [line(found, row, signing, now) for found in rows]


def line(found: tuple[Any, ...], row: Round, signing: Mapping[str, Text], now: datetime) -> Line:
    """One line from plain values."""
    pk, number, cluster, county, county_code, prefecture, prefecture_code = found[:7]
    state, submitted_at, due_at, pending, returned_until, notices = found[7:]
    table = procedure("application")
    if state in WITH_PREFECTURE:
        due_at = returned_until or row.prefecture_deadline
    elif state in WITH_COUNTY:
        due_at = row.prefecture_deadline
    elif table.by_state[state].final:
        due_at = None
    what, who = (SIGNING, signing.get(str(pk))) if pending else step(state)
    return Line(
        pk,
        number,
        cluster,
        county,
        county_code,
        prefecture,
        prefecture_code,
        state,
        table.by_state[state].title,
        submitted_at,
        due_at,
        days_left(due_at, now),
        what,
        who,
        notices,
    )


def step(state: str) -> tuple[Text, Text | None]:
    """What is to be done in a state, and by whom: the main act of the first who has a task there."""
    table = procedure("application")
    acts = [act for act in table.acts if act.task and state in act.source]
    if not acts:
        return (NOTHING_MORE if table.by_state[state].final else table.by_state[state].title), None
    main = next((act for act in acts if act.primary), acts[0])
    return main.title, main.who.title


def chosen(found: Iterable[Line], choices: Mapping[str, str], order: str, backwards: bool) -> list[Line]:
    """The lines that match one value a facet, in the order asked for; dates that are none come last."""
    kept = [
        each for each in found if all(value_of(each, facet)[0] == value for facet, value in choices.items() if value)
    ]
    key = KEYS.get(order, KEYS["due"])
    kept.sort(key=lambda each: each.number)
    kept.sort(key=lambda each: key(each)[1], reverse=backwards)
    kept.sort(key=lambda each: key(each)[0])
    return kept


def _dated(moment: datetime | None) -> tuple[bool, Any]:
    return moment is None, moment.timestamp() if moment else 0


KEYS: dict[str, Any] = {
    "due": lambda each: _dated(each.due_at),
    "handed_in": lambda each: _dated(each.submitted_at),
    "number": lambda each: (False, each.number),
    "place": lambda each: (False, (each.prefecture_code, each.county_code)),
    "notices": lambda each: (False, each.notices),
}


def value_of(each: Line, facet: str) -> tuple[str, Any]:
    """The value of a line under a facet, and its name."""
    if facet == "state":
        return each.state, each.title
    if facet == "county":
        return each.county_code, each.county
    return each.prefecture_code, each.prefecture


def facet(found: Iterable[Line], name: str, choices: Mapping[str, str]) -> list[tuple[str, Any, int]]:
    """The values of a facet with their numbers, narrowed by the other facets' choices."""
    others = {key: value for key, value in choices.items() if key != name}
    seen = [value_of(each, name) for each in chosen(found, others, "number", backwards=False)]
    counts, titles = Counter(value for value, _ in seen), dict(seen)
    place = {state: at for at, state in enumerate(procedure("application").by_state)}
    return [(value, titles[value], counts[value]) for value in sorted(counts, key=lambda v: (place.get(v, 0), v))]
