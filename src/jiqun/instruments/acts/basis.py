"""Drafting, registering and ending a basis (Articles 18, 19). What is registered never changes again."""

from __future__ import annotations

from typing import Any

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments
from jiqun.instruments import queries
from jiqun.instruments.models import BasisEnding, RegisteredBasis
from jiqun.instruments.queries.measures import as_entered
from jiqun.law.basis import KINDS
from jiqun.law.errors import BasisError
from jiqun.law.wording import worded

DOCUMENT, ENDING = "basis", "ending"
"""What the scans are attached as."""
AS_GIVEN = (
    "kind", "document", "dated_on", "issuer", "start", "until", "reason",
    "successor", "norm", "limit", "unit", "public",
)  # fmt: skip


def draft(doing: Doing) -> None:
    """Opens the case of a basis, seen by the province alone until it is registered."""
    authority = doing.by.authority
    assert authority is not None
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-B{next_number(f'basis/{year}')}",
        title=title(doing.payload),
        authority=authority,
        measure=doing.payload["measure"],
        state="drafting",
    )
    RegisteredBasis.objects.create(case=doing.subject, **{name: doing.payload[name] for name in AS_GIVEN})
    attach(doing, DOCUMENT)


def amend(doing: Doing) -> None:
    """Changes the draft; another scan takes the place of the first."""
    RegisteredBasis.objects.filter(pk=doing.subject.pk).update(**{name: doing.payload[name] for name in AS_GIVEN})
    Case.objects.filter(pk=doing.subject.pk).update(title=title(doing.payload), measure=doing.payload["measure"])
    if doing.payload["file"]:
        by: Any = doing.by
        for there in attachments.files(doing.subject):
            attachments.remove(doing.subject, there.id, by=by, now=doing.now)
        attach(doing, DOCUMENT)


def discard(doing: Doing) -> None:
    """A draft that will not be registered; its reason is kept in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def contradicts_nothing(doing: Doing) -> None:
    """A basis is registered only beside those it agrees with, as they stand now."""
    row = doing.subject.basis
    try:
        basis = as_entered(row)
        queries.measure(basis.measure).under([basis])
    except BasisError as wrong:
        raise Refusal(
            Text(f"不能登记：{wrong.text.zh}", f"It cannot be registered: {wrong.text.en}"), clause="A18"
        ) from wrong


def register(doing: Doing) -> None:
    """From now on the measure rests on it, all staff read it, and it changes no more."""
    position = next_number("basis")  # two that are signed at once meet here, and the second one looks again
    contradicts_nothing(doing)
    RegisteredBasis.objects.filter(pk=doing.subject.pk).update(position=position)
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    row = doing.subject.basis
    basis = as_entered(row)
    doing.told["basis"] = basis.plain()
    doing.note = worded(law.load(basis.measure), basis).text


def may_be_ended(doing: Doing) -> None:
    """A successor is not ended: the measure it replaced is revived by a basis of its own, or not at all."""
    if doing.subject.basis.kind == "successor":
        raise Refusal(
            Text(
                "替代不能终止；新办法废止后仍需适用原办法的，请另行登记延期或书面决定。",
                "A successor is not ended; to apply the former measure again, register an extension or a decision.",
            ),
            clause="A19",
        )


def end(doing: Doing) -> None:
    """It no longer holds from a day on; what was decided under it stays, as rounds pin what they rest on."""
    payload = doing.payload
    next_number("basis")
    BasisEnding.objects.create(
        basis=doing.subject.basis,
        document=payload["document"],
        dated_on=payload["dated_on"],
        issuer=payload["issuer"],
        ends_on=payload["ends_on"],
        reason=payload["reason"],
    )
    attach(doing, ENDING)
    ends, document = payload["ends_on"], payload["document"]
    doing.note = Text(f"自 {ends} 起终止（{document}）", f"Ends on {ends} ({document})")


def title(payload: Any) -> str:
    """What the matter is called: 延期：粤工信规字〔2026〕3号."""
    return f"{KINDS[payload['kind']].zh}：{payload['document']}"


def attach(doing: Doing, requirement: str) -> None:
    """The scan of a document, as evidence of the matter."""
    if doing.payload["file"]:
        by: Any = doing.by
        attachments.attach(doing.subject, requirement, doing.payload["file"], id=doing.new_id(), by=by, now=doing.now)
