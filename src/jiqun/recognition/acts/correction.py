"""Asking for corrections and answering them (Article 14(二)): everything named at once, each point followed up."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from jiqun.authorities.hours import deadline_phrase
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.outgoing.drafting import draft
from jiqun.recognition.acts.filing.drafts import held
from jiqun.recognition.models import Application, CorrectionItem
from jiqun.recognition.papers.letters.about import about
from jiqun.recognition.papers.letters.correction import CORRECTION
from jiqun.recognition.queries.corrections.items import NOTE, stood_at_first
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.places import FIRM, names_of, place_title

NOTING = ("submitted", "preliminary")
"""States in which a prefecture reads an application and notes what is to be corrected."""
LONGEST, LONGEST_REPLY = 500, 1000
NO_PLACE = Text("没有这个位置，请从列表中选择。", "There is no such place; choose one from the list.")
NO_TEXT = Text("请写明需补正的内容（不超过 500 字）。", "Say what is to be corrected (500 characters at most).")
NO_REPLY = Text("请写明答复内容（不超过 1000 字）。", "Write the answer (1,000 characters at most).")
ANSWERED = Text(
    "{by}刚刚把这一项的答复改为“{theirs}”，没有覆盖。您填的是“{mine}”，请合并后再保存。",
    "{by} has just made this answer “{theirs}”; it was not overwritten. Yours is “{mine}”: put both together and save.",
)
NOTED = Text(
    "{by}刚刚在同一位置记为“{theirs}”，没有覆盖。您记的是“{mine}”，请合并后再保存。",
    "{by} has just noted “{theirs}” at this place; not overwritten. Yours is “{mine}”: put both together and save.",
)
GONE = Text(
    "同一位置的记录刚刚被删去，您记的“{mine}”没有保存，请核对后再记。",
    "The note at this place has just been taken away; yours, “{mine}”, was not kept. Look again and note it.",
)
NOT_NOW = Text(
    "现在不能记录补正意见：申报不在待受理或市级初审环节，或有事项正待签批。",
    "Corrections cannot be noted now: it is neither submitted nor under review, or something waits for a signature.",
)


def return_for_correction(doing: Doing) -> None:
    """Back to the county with everything that is to be corrected, named once; what was noted becomes the notice.

    From the second notice on, what stood so at the first hand-in already is marked.
    """
    by: Any = doing.by
    application, items = application_of(doing.subject), doing.payload["items"]
    number = application.notices + 1
    visible = stood_at_first(doing.subject, [item["place"] for item in items]) if number > 1 else set()
    application.corrections.filter(notice=NOTE).delete()
    CorrectionItem.objects.bulk_create(
        CorrectionItem(
            application=application,
            notice=number,
            place=item["place"],
            text=item["text"],
            visible=item["place"] in visible,
            reason=item.get("reason", ""),
            by=by,
            at=doing.now,
        )
        for item in items
    )
    Application.objects.filter(pk=application.pk).update(notices=F("notices") + 1)
    application.notices = number
    names = names_of(doing.subject)
    told = [
        {
            "place": place_title(application, item["place"], names).zh,
            "text": item["text"],
            "reason": item.get("reason", ""),
        }
        for item in items
    ]
    said = about(
        application, notice=number, items=told, until=deadline_phrase(application.round.prefecture_deadline).zh
    )
    draft(doing, CORRECTION.slug, doing.subject, application.prefecture, said, addressee=application.case.authority)
    until, n, again = deadline_phrase(application.round.prefecture_deadline), len(items), len(visible)
    doing.note = (
        Text(f"一次性告知 {n} 项，请于{until.zh}补正", f"{n} points named at once, to be corrected by {until.en}")
        if number == 1
        else Text(
            f"第 {number} 次告知 {n} 项（其中 {again} 项首次提交时已可见），请于{until.zh}补正",
            f"Notice {number}: {n} points ({again} of them to be seen at the first hand-in), by {until.en}",
        )
    )


# ── draft work: notes of the prefecture while reading, words of the county while correcting ──────────────────────────


def note(pk: UUID | str, place: str, text: str, *, by: Account, now: datetime, shown: str | None = None) -> None:
    """Notes a point, or changes the text of one that is noted; an empty text takes it away.

    `shown` is the text the page showed there, where it tells: what a colleague noted meanwhile is not overwritten.
    Raises `Refusal`, naming the colleague.
    """
    text = text.replace("\0", "").strip()
    with transaction.atomic():
        case = readable(pk, by)
        application = application_of(case)
        if place not in names_of(case) and not _firm(application, place):
            raise Refusal(NO_PLACE, clause="A14.2")
        noted = application.corrections.filter(notice=NOTE, place=place)
        there = noted.select_related("by__person").first()
        if shown is not None and (there.text if there else "") not in (plain(shown), text):
            who = there.by.person.name if there else ""
            raise Refusal(
                (NOTED if there else GONE).format(by=who, theirs=there.text if there else "", mine=text or "—")
            )
        if not text:
            noted.delete()
            return
        if len(text) > LONGEST:
            raise Refusal(NO_TEXT, clause="A14.2")
        CorrectionItem.objects.update_or_create(
            application=application, notice=NOTE, place=place, defaults={"text": text, "by": by, "at": now}
        )


def readable(pk: UUID | str, by: Account) -> Case:
    """The case, held, when this account may note corrections on it. Raises `NotHere` or `Refusal`."""
    try:
        found = Case.objects.visible_to(by).filter(procedure_name="application", pk=pk)
        case: Case | None = found.select_for_update(of=("self",)).first()
    except (ValueError, ValidationError):  # not even an identifier
        case = None
    if case is None or not may_note(case, by):
        raise NotHere
    if case.state not in NOTING or case.pending:
        raise Refusal(NOT_NOW, clause="A14.2")
    return case


def may_note(case: Case, by: Account) -> bool:
    """Whether the account is the officer of the application's own prefecture."""
    officer = case.procedure.by_act["return_for_correction"].who.fits(by)
    return officer and application_of(case).prefecture_id == by.authority_id


def reply(pk: UUID | str, item: int, text: str, *, by: Account, now: datetime, shown: str | None = None) -> None:
    """The county's word on a point of the latest notice; an empty text takes it back.

    `shown` is the word the page showed, where it tells: what a colleague wrote meanwhile is not overwritten. Raises
    `Refusal`.
    """
    text = plain(text)
    if len(text) > LONGEST_REPLY:
        raise Refusal(NO_REPLY, clause="A14.1")
    with held(pk, by) as case:
        application = application_of(case)
        found = CorrectionItem.objects.filter(pk=item, application=application, notice=application.notices)
        there = found.select_related("replied_by__person").first() if application.notices else None
        if there is None:
            raise NotHere
        if shown is not None and there.reply not in (plain(shown), text):
            who = "" if there.replied_by is None else there.replied_by.person.name
            raise Refusal(ANSWERED.format(by=who, theirs=there.reply or "—", mine=text), clause="A14.1")
        found.update(reply=text, replied_by=by, replied_at=now)


def plain(text: str) -> str:
    """Text as it is kept: lines end as on this system, nothing around it, no zero sign, which no database keeps."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _firm(application: Application, place: str) -> bool:
    kind, _, uscc = place.partition(":")
    return (
        kind == FIRM
        and application.roster is not None
        and application.roster.firm_years.filter(enterprise=uscc).exists()
    )
