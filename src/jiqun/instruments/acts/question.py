"""Asking the province, taking a question back, and answering it by an interpretation (Article 18)."""

from __future__ import annotations

from typing import Any

from jiqun import law
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments
from jiqun.instruments import queries
from jiqun.instruments.forms.question import contradictions, split
from jiqun.instruments.models import Interpretation, Question

DOCUMENT = "interpretation"
"""What the scan of an interpretation is attached as."""


def ask(doing: Doing) -> None:
    """Opens the case of a question; the province sees it at once, other prefectures with the answer."""
    authority = doing.by.authority
    assert authority is not None
    payload, year = doing.payload, doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-Q{next_number(f'question/{year}')}",
        title=payload["title"],
        authority=authority,
        measure=queries.PROVINCIAL,
        state="asked",
        audience=Audience.CHAIN,
    )
    Question.objects.create(
        case=doing.subject, clause=payload["clause"], reading=payload["reading"], text=payload["text"]
    )


def withdraw(doing: Doing) -> None:
    """The question is closed without an answer; the reason is kept in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def answer(doing: Doing) -> None:
    """The interpretation is given: all staff read it, and the rounds drafted from its day on begin with it."""
    payload = doing.payload
    next_number("interpretation")  # two that are signed at once meet here, and the second one looks again
    reading, value = split(payload["fixes"])
    if reading and (wrong := contradictions(doing.subject.measure, dict(payload))):
        raise Refusal(wrong[0], clause="A18")
    by: Any = doing.by
    assert isinstance(by, Account)
    made = Interpretation.objects.create(
        question=doing.subject.question,
        document=payload["document"],
        dated_on=payload["dated_on"],
        signatory=payload["signatory"],
        text=payload["text"],
        reading=reading,
        value=value,
        start=payload["start"],
        public=payload["public"],
        signed_by=by,
        signed_at=doing.now,
    )
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    if payload["file"]:
        attachments.attach(doing.subject, DOCUMENT, payload["file"], id=doing.new_id(), by=by, now=doing.now)
    doing.note = said(doing.subject.measure, made)


def said(measure_id: str, row: Interpretation) -> Text:
    """The interpretation in a line of the history."""
    if not row.reading:
        return Text(row.document, row.document)
    reading = law.load(measure_id).readings[row.reading]
    value = reading.values[row.value]
    return Text(
        f"{row.document}：自 {row.start} 起，“{reading.phrase.zh}”按“{value.zh}”掌握",
        f"{row.document}: from {row.start} on, {reading.phrase.en} is read as: {value.en}",
    )
