"""The working copy of a list: what was entered so far, and by whom last (Article 14(三))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.recognition.models import ListEntry


@dataclass(frozen=True, slots=True)
class Working:
    """Field name → value as it was left last; who left the last one, and when; `seen` is the key of that entry."""

    values: dict[str, str]
    by: str = ""
    at: datetime | None = None
    seen: int = 0


def working(case: Case) -> Working:
    """The working copy of a round's list; empty before anything was entered (one query)."""
    values: dict[str, str] = {}
    by, at, seen = "", None, 0
    rows = ListEntry.objects.filter(round=case.pk).order_by("pk")
    for name, value, by, at, seen in rows.values_list("name", "value", "by__person__name", "at", "pk"):  # noqa: B007
        values[name] = value
    return Working(values, by, at, seen)


class Theirs(NamedTuple):
    """What somebody else has made of a field since a page was shown: who, and the value before it."""

    value: str
    by: str
    before: str


def meanwhile(case: Case, seen: int, by: Account) -> dict[str, Theirs]:
    """The fields that others left last, after the entry that a page had `seen` (one query)."""
    before: dict[str, str] = {}
    later: dict[str, tuple[str, str, int]] = {}
    rows = ListEntry.objects.filter(round=case.pk).order_by("pk")
    for pk, name, value, person, who in rows.values_list("pk", "name", "value", "by__person__name", "by__person"):
        if pk <= seen:
            before[name] = value
        else:
            later[name] = value, person, who
    return {
        name: Theirs(value, person, before.get(name, ""))
        for name, (value, person, who) in later.items()
        if who != by.person_id and value != before.get(name, "")
    }
