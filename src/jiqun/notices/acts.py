"""What is done to objections (Article 14(三)): received, taken up, answered, considered."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from jiqun.authorities.hours import ZONE, closing_moment
from jiqun.authorities.models import Authority, Kind
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number
from jiqun.notices.models import Notice, Objection
from jiqun.standards.workdays import CalendarUnknown, add_workdays

ANSWER_DAYS = 5
"""Working days to answer: the department's own internal limit; the measure sets none."""


def answer_due(now: datetime) -> datetime | None:
    """When an objection is to be answered by; `None` when the calendar of that year is unknown."""
    try:
        last = add_workdays(now.astimezone(ZONE).date(), ANSWER_DAYS)
    except CalendarUnknown:  # an objection is received all the same
        return None
    return closing_moment(last, Authority.objects.get(kind=Kind.PROVINCE))


def is_lead(notice: Notice, *, name: str, contact: str, on: date) -> bool:
    """Whether what comes in is a lead (线索): without a name or a way to reach it, or after the period."""
    return not name or not contact or notice.over(on)


def receive(doing: Doing) -> None:
    """Registers what came in; nothing is rejected."""
    told = doing.payload
    notice = Notice.objects.public().get(pk=told["notice"])
    lead = is_lead(notice, name=told["name"], contact=told["contact"], on=doing.now.astimezone(ZONE).date())
    file = told["evidence"] or {"sha256": "", "name": ""}
    year = doing.now.astimezone(ZONE).year
    doing.subject = Objection.objects.create(
        id=doing.new_id(),
        number=f"YY-{year}-{next_number(f'objection/{year}'):04d}",
        notice=notice,
        case_id=UUID(told["case"]) if told["case"] else None,
        name=told["name"],
        unit=told["unit"],
        contact=told["contact"],
        text=told["text"],
        file_sha256=file["sha256"],
        file_name=file["name"],
        lead=lead,
        received_at=doing.now,
        due_at=None if lead else answer_due(doing.now),
        state="lead" if lead else "received",
    )


def take_up(doing: Doing) -> None:
    """A lead becomes an objection, to be answered."""
    doing.subject.due_at = answer_due(doing.now)
    doing.subject.save(update_fields=["due_at"])
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def conclude(doing: Doing) -> None:
    """Keeps the answer, or what was found about a lead."""
    objection = doing.subject
    upheld = doing.payload.get("upheld")
    objection.upheld = None if upheld is None else upheld == "yes"
    objection.answer = doing.payload["answer"]
    objection.answered_at = doing.now
    objection.save(update_fields=["upheld", "answer", "answered_at"])
    if objection.upheld is not None:
        doing.note = Text("异议成立", "Upheld") if objection.upheld else Text("异议不成立", "Not upheld")
