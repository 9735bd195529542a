"""What a firm does with its link: confirms its figures, corrects them, allows or forbids their being used again."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number
from jiqun.casework.refusals import Refusal
from jiqun.collection.acts import drafts
from jiqun.collection.asked import as_text, questions
from jiqun.collection.checks import gaps, remarks
from jiqun.collection.models import Invitation, Return
from jiqun.collection.queries.prefilled import values_of
from jiqun.facts.workbook.cells import Unreadable
from jiqun.journal.canonical import canonical, digests


def in_time(doing: Doing) -> None:
    """The collection runs and its last day is not over."""
    if not doing.subject.open_at(doing.now):
        raise Refusal(
            Text(
                "本次填报已经截止。需要补报或更正的，请与页面所列联系人联系。",
                "This collection is over. To add or correct something, ask the contact named on the page.",
            ),
            clause="A16",
        )


def confirm(doing: Doing) -> None:
    """The firm's figures are given: a return that never changes, with its digest."""
    invitation: Invitation = doing.subject
    told = doing.payload
    values = values_told(invitation, told)
    as_drafted(invitation, told)
    number = invitation.returned + 1
    case = invitation.collection.case
    figures = {int(year): given for year, given in values["figures"].items()}
    noted = [*remarks(figures, values_of(invitation.prefill)), *gaps(figures)]
    made = Return.objects.create(
        id=doing.new_id(),
        invitation=invitation,
        number=number,
        receipt=f"{case.number}-H{next_number(f'return/{case.number}'):04d}",
        values=values,
        sha256=digest(invitation, values),
        warnings=[{"name": each.name, "zh": each.text.zh, "en": each.text.en} for each in noted],
        remark=told["remark"],
        signer=told["signer"],
        position=told["position"],
        phone=told["phone"],
        at=doing.now,
    )
    invitation.returned, invitation.confirmed_at, invitation.reuse = number, doing.now, told["reuse"]
    invitation.save(update_fields=["returned", "confirmed_at", "reuse"])
    doing.told["return"] = {"receipt": made.receipt, "sha256": made.sha256}
    doing.note = Text(f"回执 {made.receipt}", f"receipt {made.receipt}")


def values_told(invitation: Invitation, told: Any) -> dict[str, Any]:
    """The figures of a confirmation, by year."""
    asked = invitation.collection
    return {
        "industry": told["industry"],
        "figures": {str(y): {figure: told[f"{figure}-{y}"] for figure in asked.figures} for y in asked.years},
    }


def digest(invitation: Invitation, values: dict[str, Any]) -> str:
    """SHA-256 of what was given, with whose it is: anyone who holds the figures can compute it again."""
    return digests(canonical({"uscc": invitation.uscc, **values})).sha256


def as_drafted(invitation: Invitation, told: Any) -> None:
    """What is confirmed is what is drafted: another device may have changed a figure since this one was shown.

    Raises `Refusal`, naming the figures.
    """
    here, asked, other = drafts.current(invitation), invitation.collection, []
    for question in questions(asked.figures, asked.years):
        text, given = here[question.name].text, as_text(question.figure, told[question.name])
        try:
            same = as_text(question.figure, question.column.kind.read(text) if text else None) == given
        except Unreadable:
            same = False
        if not same:
            other.append(f"{question.year} 年{question.column.header}：{text or '—'}")
    if other:
        raise Refusal(
            Text(
                f"另一台设备刚刚改动了以下数据，请刷新核对后再确认：{'；'.join(other)}",
                f"Another device has just changed these; reload and check before you confirm: {'; '.join(other)}",
            ),
            clause="A16",
        )


def correct(doing: Doing) -> None:
    """Confirmed figures are opened again; why is kept in the history, which the county reads."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def allow(doing: Doing) -> None:
    """Whether the figures may be used again for later collections and reports of the same county (允许复用)."""
    allowed = doing.payload["reuse"]
    Invitation.objects.filter(pk=doing.subject.pk).update(reuse=allowed)
    doing.note = Text("允许复用", "may be used again") if allowed else Text("不允许复用", "not to be used again")


def strike(doing: Doing) -> None:
    """A firm asked by mistake is taken off; its link leads nowhere."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
