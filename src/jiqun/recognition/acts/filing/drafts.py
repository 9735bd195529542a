"""Draft work that is no act: answers while an application is filled in or corrected (evidence: `evidence_drafts`).

Each keeps its own history; the chain gets their digest when the application is handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.forms import desk
from jiqun.forms.models import AnswerChange
from jiqun.forms.saving import Saved, save_section
from jiqun.recognition.queries.filing.application import DRAFT_STATES, application_of, form_for
from jiqun.web.single import single

SHUT = Text(
    "申报已提交或已办结，不能再修改。需要修改的，由市级退回补正，或撤回申报。",
    "The application was handed in or is closed and cannot be changed; the prefecture may return it for correction.",
)
AWAITS = Text(
    "“提交申报”正待审核岗签批，期间不能修改；需要修改的，请先撤回提请或由审核岗退回。",
    "It waits for the approver's signature and cannot be changed meanwhile; recall it first.",
)
NOT_YOURS = Text("申报由申报单位的经办填写。", "The applicant's officer fills in the application.")


def editable(case: Case, by: Account) -> Text | None:
    """Why this account may not change the draft now; `None` when it may."""
    if by.role != Role.OFFICER or by.level != Level.COUNTY or by.authority_id != case.authority_id:
        return NOT_YOURS
    if case.state not in DRAFT_STATES:
        return SHUT
    return AWAITS if case.pending else None


def draft(pk: UUID | str, by: Account, *, lock: bool = False) -> Case:
    """The case of a draft that this account may change now, with its round's form; one query.

    Raises `NotHere` or `Refusal`.
    """
    try:
        found = Case.objects.visible_to(by).filter(procedure_name="application", pk=pk)
        # The form is read from its digest; its definition only once a process.
        found = found.select_related("application__round__form").defer(
            "application__round__form__definition", "application__round__call"
        )
        case = single(found.select_for_update(of=("self",)) if lock else found)
    except (ValueError, ValidationError):  # not even an identifier
        case = None
    if case is None:
        raise NotHere
    if (refusal := editable(case, by)) is not None:
        raise Refusal(refusal, clause="A14.1")
    return case


@contextmanager
def held(pk: UUID | str, by: Account) -> Iterator[Case]:
    """The case, held against handing in until the draft is written. Raises `NotHere` or `Refusal`."""
    with transaction.atomic():
        yield draft(pk, by, lock=True)


def save_answers(pk: UUID | str, section: int, data: Mapping[str, Any], *, by: Account, now: datetime) -> Saved:
    """Saves one section of the form (1, 2 …); see `forms.saving.save_section` for `data` and the answer.

    Two queries and, where anything changed, two statements, in one short transaction.
    """
    with held(pk, by) as case:
        application = application_of(case)
        try:
            wanted = form_for(application).section(section)
        except LookupError:
            raise NotHere from None
        return save_section(case, wanted, data, by, now, base_year=application.round.base_year)


def restore_answer(pk: UUID | str, change: int, shown: int, *, by: Account, now: datetime) -> AnswerChange:
    """Puts an answer back to what it was after one of its changes; that is a new change, nothing of the history goes.

    `shown` is the version the person saw. Raises `NotHere`, or `Refusal` when it was changed since, is no longer asked
    for or does not fit what is asked now.
    """
    with held(pk, by) as case:
        application = application_of(case)
        year = application.round.base_year
        return desk.restore(case, form_for(application), year, change, shown, by=by, now=now)
