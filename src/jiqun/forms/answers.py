"""Answers to a form as they stand, and how they came about: each change with its line of history.

Saving is not an act. How two people fill in one form at the same time is told in `forms.saving`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.forms.definitions import Field, Form
from jiqun.forms.models import Answer, AnswerChange

RESTORED = "restored:"
"""Source of an answer that was taken back from its own history, followed by the version it had there."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands."""

    value: Any
    version: int
    by: str
    at: datetime


def answers(case: Case) -> dict[str, Given]:
    """Every answer of a matter by field; one query."""
    rows = Answer.objects.filter(case=case).values_list("field", "value", "version", "by__person__name", "at")
    return {name: Given(value, version, by, at) for name, value, version, by, at in rows}


def values(case: Case) -> dict[str, Any]:
    """The bare values by field; one query."""
    return dict(Answer.objects.filter(case=case).values_list("field", "value"))


def blank(value: Any) -> bool:
    """True for what counts as no answer; a count of 0 is one."""
    return value in (None, "", [], {})


def answered(asked: Field, value: Any, base_year: int) -> bool:
    """True when an answer is whole: every year of a figure is there, a register has its count."""
    if blank(value):
        return False
    if asked.ask == "figures":
        years = {str(year) for year in asked.years_of(base_year)}
        lines = [value.get(part.zh, {}) for part in asked.parts] if asked.parts else [value]
        return all(years <= set(line) for line in lines)
    if asked.ask == "register":
        return value.get("count") is not None
    return True


def missing(form: Form, given: Mapping[str, Any], base_year: int) -> list[Field]:
    """The required fields without a whole answer, in the form's order."""
    return [
        asked
        for asked in form.fields()
        if asked.asked and asked.required and not answered(asked, given.get(asked.id), base_year)
    ]


def write(
    case: Case, changed: Mapping[str, tuple[Any, Given | None]], by: Account, now: datetime, source: str = ""
) -> dict[str, Given]:
    """Answers, each with the one it takes the place of, and their lines of history; how they stand now.

    Two statements; none when nothing changed.
    """
    written = {
        name: Given(value, there.version + 1 if there else 1, by.person.name, now)
        for name, (value, there) in changed.items()
    }
    if not written:
        return written
    Answer.objects.bulk_create(
        [
            Answer(case=case, field=name, value=given.value, by=by, at=now, version=given.version)
            for name, given in written.items()
        ],
        update_conflicts=True,
        unique_fields=["case", "field"],
        update_fields=["value", "by", "at", "version"],
    )
    AnswerChange.objects.bulk_create(
        [
            AnswerChange(
                case=case,
                field=name,
                version=given.version,
                before=there.value if (there := changed[name][1]) else None,
                after=given.value,
                by=by,
                at=now,
                source=source,
            )
            for name, given in written.items()
        ]
    )
    return written


def changes(case: Case, names: Iterable[str] | None = None) -> QuerySet[AnswerChange]:
    """The history of some fields, or of all, the newest first."""
    rows = (
        AnswerChange.objects.filter(case=case)
        if names is None
        else AnswerChange.objects.filter(case=case, field__in=list(names))
    )
    return rows.select_related("by__person").order_by("-at", "-pk")
