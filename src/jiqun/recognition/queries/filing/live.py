"""The pre-check beside the form while it is filled in: what is missing, what is met or short, what asks for a reason.

Findings are those kept when the roster was imported; nothing is computed here. Only what the measure makes a condition
of form blocks handing in (Article 14(一)); everything else is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.evidence import attachments
from jiqun.forms.answers import values
from jiqun.forms.definitions import Field, Form, Section
from jiqun.instruments.queries.amounts import limit_of, margin_of, value_of
from jiqun.law import Verdict
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import (
    Drafted,
    Lacks,
    Requirement,
    application_of,
    form_for,
    lacks,
    only,
    remember,
    requirements,
    with_application,
)
from jiqun.recognition.queries.filing.beside_fields import Beside, beside_all, with_reasons
from jiqun.recognition.queries.findings import gap_of
from jiqun.register.models import Goal

OPEN = (Verdict.NOT_MET.value, Verdict.UNDETERMINED.value)


@dataclass(frozen=True, slots=True)
class Place:
    """A field and the section it is filled in at; `asked` where it has an input there."""

    field: Field
    section: int
    asked: bool


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section people fill in: how many answers it asks for, and those that are missing."""

    section: Section
    required: int
    missing: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Short:
    """A norm that is not met or open: what was computed, the limit, how far it is, or what is missing for it."""

    id: str
    title: Text
    verdict: str
    value: str
    limit: str
    margin: str
    gap: Text | None

    @property
    def short_by(self) -> str:
        """How far it is from the limit, without a sign."""
        return self.margin.lstrip("-")


@dataclass(frozen=True, slots=True)
class Told:
    """A field whose answer is worth a second look: the first reason why, and how many more there are."""

    place: Place
    said: Text
    more: int = 0


@dataclass(frozen=True, slots=True)
class Live:
    """Everything the panel shows. `stale` where a roster is in use whose findings are not kept as they should be."""

    lacking: Lacks
    sections: tuple[SectionState, ...]
    evidence: tuple[Requirement, ...]
    other_year: tuple[int, int] | None
    tally: tuple[tuple[str, int], ...]
    short: tuple[Short, ...]
    stale: bool
    reasons: tuple[Told, ...]
    notes: tuple[Told, ...]

    @property
    def blocked(self) -> bool:
        """Whether anything stands against handing in."""
        return bool(self.lacking) or self.other_year is not None

    @property
    def missing(self) -> int:
        """How many things are missing or wrong before it can be handed in."""
        found = self.lacking
        return len(found.answers) + len(found.evidence) + found.roster + found.goals + (self.other_year is not None)

    @property
    def whole(self) -> list[SectionState]:
        """The sections that have every required answer."""
        return [each for each in self.sections if not each.missing]

    @property
    def told(self) -> int:
        """How many things are told without blocking."""
        return len(self.short) + len(self.reasons) + len(self.notes)


def case_of(pk: UUID | str, by: Account) -> Case:
    """The application's case with all that hangs on it, and whether it has goals; one query. Raises `NotHere`."""
    goals = Exists(Goal.objects.filter(case_id=OuterRef("pk")))
    return only(with_application(by, pk).annotate(has_goals=goals))


def read(case: Case) -> None:
    """Reads the draft of a case found by `case_of`; two queries."""
    held: Any = case
    remember(case, Drafted(values(case), attachments.answered(case), held.has_goals))


def about(case: Case) -> dict[str, Beside]:
    """What stands beside the answers of a case whose draft a page has read (`remember`); one query."""
    held: Any = case
    return beside_all(case, held.drafted.answers)


def live(case: Case, told: Mapping[str, Beside]) -> Live:
    """The panel for a case whose draft a page has read, with what stands beside its answers; one query."""
    application = application_of(case)
    form = form_for(application)
    lacking = with_reasons(lacks(case), told)
    roster = application.roster
    base = application.round.base_year
    findings = precheck.kept(case) if roster is not None else None
    found: list[Mapping[str, Any]] = [] if findings is None else findings["findings"]
    missing_files = set(lacking.evidence)
    return Live(
        lacking,
        sections_of(form, lacking),
        tuple(
            each for each in requirements(application, case.measure) if each.required and each.title in missing_files
        ),
        (roster.base_year, base) if roster is not None and roster.base_year != base else None,
        tally(found),
        tuple(short(each, application) for each in found if each["verdict"] in OPEN),
        roster is not None and findings is None,
        tuple(
            Told(place_of(form, each.field), each.differences[0], len(each.differences) - 1)
            for each in told.values()
            if each.asks
        ),
        tuple(Told(place_of(form, each.field), each.note) for each in told.values() if each.note is not None),
    )


def sections_of(form: Form, lacking: Lacks) -> tuple[SectionState, ...]:
    """The sections that ask for anything, each with its missing answers in the form's order."""
    named = set(lacking.answers)
    found = []
    for section in form.sections:
        required = [field for field in section.fields if field.required]
        missing = tuple(Place(field, section.number, field.asked) for field in section.fields if field.label in named)
        if required or missing:
            found.append(SectionState(section, len(required), missing))
    return tuple(found)


def place_of(form: Form, field: Field) -> Place:
    """Where a field stands."""
    return Place(field, form.section_of(field.id).number, field.asked)


def tally(found: list[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    """How many norms have which verdict, in the verdicts' order."""
    counted = Counter(each["verdict"] for each in found)
    return tuple((verdict.value, counted[verdict.value]) for verdict in Verdict if counted[verdict.value])


def short(finding: Mapping[str, Any], application: Application) -> Short:
    """A finding that is not met or open, in a few words."""
    norm = precheck.measure_of(application.round).norm(finding["id"])
    gaps = [gap for each in finding["inputs"] if (gap := gap_of(each)) is not None]
    return Short(
        finding["id"],
        norm.title,
        finding["verdict"],
        value_of(finding),
        limit_of(finding),
        margin_of(finding),
        gaps[0] if gaps else None,
    )


def differences_of(case: Case, field_id: str, given: Mapping[str, Any]) -> Beside | None:
    """What stands beside one field, for the part of the page that follows its figures; one query."""
    return beside_all(case, given).get(field_id)
