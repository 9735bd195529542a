"""Filling in a form: one desk for the matters of every procedure that has one.

A chapter registers a `Desk` for its procedure; section pages, autosave, presence, clashes and the history of every
answer come with it. Draft work is no act: each answer keeps its own history, and the chain gets their digest when the
matter is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms.answers import RESTORED, answered, answers, values
from jiqun.forms.definitions import Field, Form, Section
from jiqun.forms.models import AnswerChange
from jiqun.forms.reading import answer_lines
from jiqun.forms.saving import Saved, save_section
from jiqun.forms.sections import answerable

NOT_ASKED = Text("现行表单已没有这一项，不能恢复。", "The form no longer asks for this; it cannot be restored.")
NOT_FIT = Text("这一内容不符合现行填报要求，没有恢复：{why}", "It does not fit what the form asks now: {why}")
CHANGED_SINCE = Text(
    "这一项刚被{by}改过，没有覆盖。请看过最新内容后再恢复。",
    "{by} has just changed it; nothing was overwritten. Read it first, then restore.",
)
Known = Mapping[str, Sequence[str]]


def nothing(case: Case, section: Section) -> Known:
    """Nothing is known of the fields of a section."""
    return {}


@dataclass(frozen=True, slots=True)
class Desk:
    """How the matters of a procedure are filled in.

    `form` and `base_year` are what the matter pinned; `refusal` says why an account may not fill it in now (`None`: it
    may). `known` gives lines of text by field: for fields that are not asked what they hold, for the others what stands
    beside them. `page` and `list_page` are the addresses of the matter and of the list it stands in; the other pages
    are this room's own unless the chapter has richer ones.
    """

    procedure: str
    form: Callable[[Case], Form]
    base_year: Callable[[Case], int]
    refusal: Callable[[Case, Account], Text | None]
    page: str
    list_page: str
    list_title: Text
    clause: str = ""
    known: Callable[[Case, Section], Known] = nothing
    section_page: str = "forms:section"
    history_page: str = "forms:answer-history"
    changes_page: str = "forms:draft-history"


_desks: dict[str, Desk] = {}


def register(desk: Desk) -> Desk:
    """Makes a desk known; a chapter does so when it is loaded."""
    _desks[desk.procedure] = desk
    return desk


def desk_of(case: Case) -> Desk:
    """The desk of a matter. Raises `NotHere` where its procedure has none."""
    try:
        return _desks[case.procedure_name]
    except KeyError:
        raise NotHere from None


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field on the matter's page: its answer or what is known of it, in lines; whether a required answer lacks."""

    field: Field
    lines: tuple[str, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section with its fields."""

    section: Section
    fields: tuple[FieldShown, ...]

    @property
    def missing(self) -> int:
        """How many required answers lack."""
        return sum(each.missing for each in self.fields)

    @property
    def asks(self) -> bool:
        """Whether people fill in anything in it."""
        return asks(self.section)


def asks(section: Section) -> bool:
    """Whether people fill in anything in a section; one that only shows what is known has no page of its own."""
    return any(field.asked for field in section.fields)


def sections(case: Case) -> list[SectionShown]:
    """Every section of a matter's form as it stands; one query, and what the desk's `known` asks for."""
    desk, given = desk_of(case), values(case)
    form, year = desk.form(case), desk.base_year(case)
    found = []
    for section in form.sections:
        known = desk.known(case, section)
        fields = tuple(
            FieldShown(
                field,
                tuple(answer_lines(field, given.get(field.id))) if field.asked else tuple(known.get(field.id, ())),
                field.asked and field.required and not answered(field, given.get(field.id), year),
            )
            for field in section.fields
        )
        found.append(SectionShown(section, fields))
    return found


def draft(pk: UUID | str, by: Account, *, lock: bool = False) -> Case:
    """A matter this account may fill in now; one query. Raises `NotHere` or `Refusal`."""
    try:
        rows = Case.objects.visible_to(by).filter(pk=pk)
        case = (rows.select_for_update(of=("self",)) if lock else rows).first()
    except (ValueError, ValidationError):  # not even an identifier
        case = None
    if case is None:
        raise NotHere
    desk = desk_of(case)
    if (refusal := desk.refusal(case, by)) is not None:
        raise Refusal(refusal, clause=desk.clause)
    return case


@contextmanager
def held(pk: UUID | str, by: Account) -> Iterator[Case]:
    """The matter, held against handing in until the draft is written. Raises `NotHere` or `Refusal`."""
    with transaction.atomic():
        yield draft(pk, by, lock=True)


def save(pk: UUID | str, number: int, data: Mapping[str, Any], *, by: Account, now: datetime) -> Saved:
    """Saves one section of a matter (1, 2 …); see `forms.saving.save_section` for `data` and the answer."""
    with held(pk, by) as case:
        desk = desk_of(case)
        try:
            wanted = desk.form(case).section(number)
        except LookupError:
            raise NotHere from None
        return save_section(case, wanted, data, by, now, base_year=desk.base_year(case))


def restore(
    case: Case, form: Form, base_year: int, change: int, shown: int, *, by: Account, now: datetime
) -> AnswerChange:
    """Puts an answer back to what it was after one of its changes; that is a new change, nothing of the history goes.

    `shown` is the version the person saw; the caller holds the matter. Raises `NotHere`, or `Refusal` when it was
    changed since, is no longer asked for or does not fit what is asked now.
    """
    wanted = AnswerChange.objects.filter(case=case, pk=change).first()
    if wanted is None:
        raise NotHere
    name = wanted.field
    section = next((each for each in form.sections if name in answerable(each)), None)
    if section is None:
        raise Refusal(NOT_ASKED)
    there = answers(case).get(name)
    if there is not None and there.version != shown:
        raise Refusal(CHANGED_SINCE.format(by=there.by))
    source = f"{RESTORED}{wanted.version}"
    saved = save_section(case, section, {name: wanted.after}, by, now, base_year=base_year, source=source)
    if saved.faults:
        raise Refusal(NOT_FIT.format(why="；".join(saved.faults[name])))
    return wanted
