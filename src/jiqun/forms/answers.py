"""Answers to a form: saved section by section while a matter is drafted, each change with its history.

Saving is not an act. Two people may fill in one form: what one of them changed since the other's page was shown is
never overwritten silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.forms.definitions import Field, Form, Section
from jiqun.forms.models import Answer, AnswerChange
from jiqun.forms.sections import SectionForm, shown_versions


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands."""

    value: Any
    version: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed a field since the page was shown; nothing was overwritten."""

    field: Field
    mine: Any
    theirs: Any
    by: str
    at: datetime


@dataclass
class Saved:
    """What became of a section that was sent: fields written, clashes, faults by field."""

    written: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    form: SectionForm | None = None

    @property
    def whole(self) -> bool:
        """True when everything that was sent now stands."""
        return not self.clashes and not self.faults


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


def save_section(
    case: Case, section: Section, data: Mapping[str, Any], by: Account, now: datetime, *, base_year: int
) -> Saved:
    """Saves what was sent of a section. Fields with a fault or a clash are left as they are, the others are written.

    `data` is what a browser sent or plain values by field. Hidden inputs `shown-<field>` say which version the page
    showed; without them the values are meant for the answers as they stand. The caller holds the matter.
    """
    form = SectionForm(section, base_year, data)
    saved = Saved(form=form)
    if not form.is_valid():
        saved.faults = {name: [str(said) for said in faults] for name, faults in form.errors.items()}
    shown = shown_versions(data)
    by_id = {asked.id: asked for asked in section.fields}
    changed: dict[str, tuple[Any, Given | None]] = {}
    with transaction.atomic():
        current = answers(case)
        for name, value in form.given().items():
            there = current.get(name)
            if (there.value if there else "") == value or (there is None and blank(value)):
                continue
            version = there.version if there else 0
            seen = shown.get(name, version)
            if seen != version and there is not None:
                before = value_at(case, name, seen)
                if value == before or (blank(value) and blank(before)):
                    continue  # this page never touched the field; the other's change stands
                saved.clashes.append(Clash(by_id[name], value, there.value, there.by, there.at))
                continue
            changed[name] = (value, there)
        write(case, changed, by, now)
    saved.written += changed
    return saved


def prefill(case: Case, given: Mapping[str, Any], by: Account, now: datetime) -> None:
    """Writes first answers taken from what is already known."""
    write(case, {name: (value, None) for name, value in given.items() if not blank(value)}, by, now)


def write(case: Case, changed: Mapping[str, tuple[Any, Given | None]], by: Account, now: datetime) -> None:
    """Answers, each with the one it takes the place of, and their lines of history; two statements."""
    versions = {name: there.version + 1 if there else 1 for name, (_, there) in changed.items()}
    Answer.objects.bulk_create(
        [
            Answer(case=case, field=name, value=value, by=by, at=now, version=versions[name])
            for name, (value, _) in changed.items()
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
                version=versions[name],
                before=there.value if there else None,
                after=value,
                by=by,
                at=now,
            )
            for name, (value, there) in changed.items()
        ]
    )


def value_at(case: Case, name: str, version: int) -> Any:
    """An answer as it stood at a version; `""` before the first."""
    found = AnswerChange.objects.filter(case=case, field=name, version=version).values_list("after", flat=True).first()
    return "" if found is None else found


def changes(case: Case, names: Iterable[str]) -> list[AnswerChange]:
    """The history of some fields, the newest first."""
    rows = AnswerChange.objects.filter(case=case, field__in=list(names))
    return list(rows.select_related("by__person").order_by("-at", "-pk"))
