"""What is done to objections (Article 14(三)): received, assigned, looked into, answered, considered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from jiqun.authorities.hours import ZONE, closing_moment, day_of
from jiqun.authorities.models import Account, Authority, Kind
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number
from jiqun.casework.refusals import Refusal
from jiqun.notices.interests import another_signer, interest
from jiqun.notices.models import Notice, Objection, ObjectionStep
from jiqun.outgoing.drafting import draft
from jiqun.standards.workdays import CalendarUnknown, add_workdays

ANSWER_DAYS = 5
"""Working days to answer: the department's own internal limit; the measure sets none."""


def answer_due(now: datetime) -> datetime | None:
    """When an objection is to be answered by; `None` when the calendar of that year is unknown."""
    try:
        last = add_workdays(day_of(now), ANSWER_DAYS)
    except CalendarUnknown:  # an objection is received all the same
        return None
    return closing_moment(last, Authority.objects.get(kind=Kind.PROVINCE))


def is_lead(notice: Notice, *, name: str, contact: str, on: date) -> bool:
    """Whether what comes in is a lead (线索): without a name or a way to reach it, or after the period."""
    return not name or not contact or notice.over(on)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own_hands(doing: Doing) -> None:
    """It is handled by whom the approver named, who has no interest in it."""
    handler = doing.clerk
    objection: Objection = doing.subject
    if objection.handler_id is None:
        raise Refusal(
            Text("尚未指定承办人，请先由审核岗指定。", "Nobody is assigned yet; the approver assigns somebody first."),
            clause="A14.3",
        )
    if objection.handler_id != handler.pk:
        raise Refusal(
            Text("本异议已指定其他人员承办。", "Another person is assigned to this objection."), clause="A14.3"
        )
    if (said := interest(handler, objection)) is not None:
        raise Refusal(said, clause="A14.3")


def signers_hands(doing: Doing) -> None:
    """Who signs the answer has no interest in it either, as long as the office has another approver without one."""
    if doing.prepared_by is None:
        return
    assert isinstance(doing.by, Account)
    if (said := interest(doing.by, doing.subject)) is None:
        return
    if another_signer(doing.by, doing.subject):
        raise Refusal(said, clause="A14.3")
    doing.told["signer_interest"] = said.zh


def looked_into(doing: Doing) -> None:
    """At least one step of what was done is on record before an objection is answered."""
    if not ObjectionStep.objects.filter(objection=doing.subject).exists():
        raise Refusal(
            Text("尚无查核记录，请先登记查核情况再答复。", "Nothing was looked into yet; record what was done first."),
            clause="A14.3",
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def register_objection(doing: Doing, told: Mapping[str, Any], *, at: datetime, channel: str) -> None:
    """Registers what came in at a moment; nothing is rejected."""
    notice = Notice.objects.public().held().get(pk=told["notice"])
    lead = is_lead(notice, name=told["name"], contact=told["contact"], on=day_of(at))
    year = doing.now.astimezone(ZONE).year
    doing.subject = Objection.objects.create(
        id=doing.new_id(),
        number=f"YY-{year}-{next_number(f'objection/{year}'):04d}",
        notice=notice,
        case_id=UUID(told["case"]) if told["case"] else None,
        channel=channel,
        name=told["name"],
        unit=told["unit"],
        contact=told["contact"],
        text=told["text"],
        files=[told[name] for name in ("evidence", "evidence_2", "evidence_3", "scan") if told.get(name)],
        lead=lead,
        received_at=at,
        due_at=None if lead else answer_due(doing.now),
        state="lead" if lead else "received",
    )


def receive(doing: Doing) -> None:
    """What the public hands in on the page of a notice."""
    register_objection(doing, doing.payload, at=doing.now, channel="online")


def enter(doing: Doing) -> None:
    """What came by letter, telephone or in person, entered by an officer with its scan."""
    told = doing.payload
    register_objection(doing, told, at=told["arrived_at"], channel=told["channel"])
    channel = doing.subject.get_channel_display()
    doing.note = Text(f"{channel}，收到时间 {told['arrived_at'].astimezone(ZONE):%Y-%m-%d %H:%M}", "Entered by hand")


def assign(doing: Doing) -> None:
    """Names who handles it. Raises `Refusal` for somebody with an interest."""
    handler = Account.objects.select_related("person").get(pk=doing.payload["handler"])
    if (said := interest(handler, doing.subject)) is not None:
        raise Refusal(said, clause="A14.3")
    doing.subject.handler = handler
    doing.subject.save(update_fields=["handler"])
    doing.note = Text(f"承办人：{handler.person.name}", f"Handled by {handler.person.name}")


def take_up(doing: Doing) -> None:
    """A lead becomes an objection, to be answered."""
    Notice.objects.held().get(pk=doing.subject.notice_id)
    doing.subject.due_at = answer_due(doing.now)
    doing.subject.save(update_fields=["due_at"])
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def record_step(doing: Doing) -> None:
    """Keeps one step of the handling."""
    told = doing.payload
    assert isinstance(doing.by, Account)
    step = ObjectionStep.objects.create(
        objection=doing.subject,
        kind=told["kind"],
        done_on=told["done_on"],
        text=told["text"],
        files=[told["file"]] if told["file"] else [],
        by=doing.by,
        at=doing.now,
    )
    doing.note = Text(f"{step.get_kind_display()}（{step.done_on:%Y-%m-%d}）", f"Looked into, {step.done_on:%Y-%m-%d}")


def conclude(doing: Doing) -> None:
    """Keeps the answer, or what was found about a lead; an answer goes out as a letter."""
    objection: Objection = doing.subject
    objection.outcome = doing.payload.get("outcome", "")
    objection.answer = doing.payload["answer"]
    objection.answered_at = doing.now
    objection.save(update_fields=["outcome", "answer", "answered_at"])
    if not objection.outcome:
        return
    doing.note = {
        "upheld": Text("异议成立", "Upheld"),
        "partly": Text("异议部分成立", "Partly upheld"),
        "not": Text("异议不成立", "Not upheld"),
    }[objection.outcome]
    round_case = objection.notice.round
    context = {
        "number": objection.number,
        "notice": objection.notice.title,
        "received": day_of(objection.received_at).isoformat(),
        "about": objection.case.title if objection.case else "",
        "outcome": objection.outcome,
        "answer": objection.answer,
        "contact": objection.notice.contact,
        "invented": objection.notice.invented,
    }
    draft(doing, "objection_answer", round_case, round_case.authority, context)
