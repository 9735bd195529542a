"""Saving answers while a matter is drafted: field by field, never over what somebody else changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.forms.answers import Given, answers, blank, write
from jiqun.forms.definitions import Field, Section
from jiqun.forms.merging import Crossed, merged
from jiqun.forms.models import AnswerChange
from jiqun.forms.sections import SectionForm, answerable, shown_versions


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed a field since the page was shown; nothing was overwritten."""

    field: Field
    mine: Any
    theirs: Any
    by: str
    at: datetime
    version: int


@dataclass
class Saved:
    """What became of a section that was sent.

    `written`: the fields that changed; `merged`: those of them in which another's change was kept beside one's own;
    `clashes` and `faults`: what was not written; `standing`: every answer of the matter as it stands now.
    """

    form: SectionForm
    written: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    standing: dict[str, Given] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """True when everything that was sent now stands."""
        return not self.clashes and not self.faults


def save_section(
    case: Case,
    section: Section,
    data: Mapping[str, Any],
    by: Account,
    now: datetime,
    *,
    base_year: int,
    source: str = "",
    kind: Callable[[Section, int, Mapping[str, Any]], SectionForm] = SectionForm,
) -> Saved:
    """Saves what was sent of a section. Fields with a fault or a clash are left as they are, the others are written.

    `kind` makes the form that reads it, where the section has inputs of its own.
    `data` is what a browser sent or plain values by field. Hidden inputs `shown-<field>` say which version the page
    showed; without them the values are meant for the answers as they stand. Where somebody else changed other cells
    of the same answer, both changes stand. The caller holds the matter in a transaction: one query, two statements
    where anything changed, one more query where a page was outdated.
    """
    form = kind(section, base_year, data)
    saved = Saved(form)
    if not form.is_valid():
        saved.faults = {name: [str(said) for said in faults] for name, faults in form.errors.items()}
    by_id = answerable(section)
    current = saved.standing = answers(case)
    changed: dict[str, tuple[Any, Given | None]] = {}
    outdated: dict[str, tuple[Any, Given, int]] = {}
    shown = shown_versions(data)
    for name, value in form.given().items():
        there = current.get(name)
        if there is None:
            if not blank(value):
                changed[name] = (value, None)
        elif there.value != value:
            seen = shown.get(name, there.version)
            if seen == there.version:
                changed[name] = (value, there)
            else:
                outdated[name] = (value, there, seen)
    before = values_at(case, {name: seen for name, (_, _, seen) in outdated.items()})
    for name, (value, there, _) in outdated.items():
        try:
            both = merged(before[name], there.value, value)
        except Crossed:
            if blank(value) and blank(before[name]):
                continue  # left blank as it was shown; the other's answer stands
            saved.clashes.append(Clash(by_id[name], value, there.value, there.by, there.at, there.version))
        else:
            if both != there.value:
                changed[name] = (both, there)
                saved.merged.append(name)
    saved.standing = current | write(case, changed, by, now, source)
    saved.written += changed
    return saved


def values_at(case: Case, versions: Mapping[str, int]) -> dict[str, Any]:
    """Answers as they stood at a version each; `""` before the first. One query, none when nothing is asked."""
    found: dict[str, Any] = dict.fromkeys(versions, "")
    if versions:
        wanted = Q()
        for name, version in versions.items():
            wanted |= Q(field=name, version=version)
        rows = AnswerChange.objects.filter(wanted, case=case).values_list("field", "after")
        found.update({name: "" if after is None else after for name, after in rows})
    return found


def news(saved: Saved, data: Mapping[str, Any]) -> Iterator[tuple[str, Given]]:
    """The answers of the section that others changed since the page was shown, except what was sent and is at odds."""
    mine = {clash.field.id for clash in saved.clashes} | set(saved.faults) | (set(saved.written) - set(saved.merged))
    for name, version in shown_versions(data).items():
        there = saved.standing.get(name)
        if name in saved.form.fields and name not in mine and there is not None and there.version != version:
            yield name, there
