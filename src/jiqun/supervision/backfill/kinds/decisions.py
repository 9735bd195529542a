"""Renewals and revocations that were decided on paper (Articles 15, 17), entered with what they rested on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.law.citation import citing
from jiqun.register.becoming import Decided, not_renewed, renew_until, revoke, served
from jiqun.register.models import Recognition
from jiqun.register.terms import term_end
from jiqun.supervision.backfill.cells import batch, on, one_of, which, words
from jiqun.supervision.backfill.reading import Kind, Reader
from jiqun.supervision.models.past import PastEntry

RENEWED, NOT_RENEWED, REVOKED = "renewed", "not_renewed", "revoked"
OUTCOMES = {
    RENEWED: Text("复核通过", "Renewed"),
    NOT_RENEWED: Text("复核未通过", "Not renewed"),
    REVOKED: Text("撤销", "Revoked"),
}
STEPS = {
    "evidence": Text("事实和证据材料", "Facts and evidence"),
    "notice": Text("事先告知书文号", "Document of the notice"),
    "heard": Text("陈述申辩情况", "Statement and defence"),
    "legal": Text("法制审核意见", "Legal check"),
    "document": Text("决定文号", "Document of the decision"),
    "served": Text("送达情况", "Service"),
}
"""What a revocation rests on; each is named from the file, or it is not entered as one."""
_FUTURE = Text("不能晚于今天。", "It cannot be a day to come.")
_NO_TERM = Text("该认定没有载明有效期，不能续期。", "Its term is not stated and cannot be extended.")
_OTHER_END = citing(
    "续期应自 {start} 至 {end}（{A15}：延长三年）；文件另有规定的，请核对后填写说明。",
    "The new term would be {start} to {end} ({A15}); where the document says otherwise, give the reason.",
)
_REVOKED = Text("该认定已于 {day} 撤销。", "This recognition was revoked from {day} on.")
_MISSING = citing(
    "补录撤销须有{what}（{A17}）；案卷没有的，不能补录为撤销，请由省级核查后另行处理。",
    "A revocation from paper names {what} ({A17}); without it, it is not entered as one.",
)
_TWICE = Text("与第 {line} 行是同一认定；同一认定的几次决定请分次补录。", "Line {line} is about the same recognition.")
_BEFORE = Text("早于认定的有效期起始日 {day}。", "It is before the term began, {day}.")


def columns() -> dict[str, forms.Field]:
    """Cluster, place, batch, the decision, its days and documents."""
    steps = {name: words(title.zh, title.en, required=False) for name, title in STEPS.items()}
    return {
        **which(),
        "batch": batch(),
        "outcome": one_of("决定", "Decision", OUTCOMES),
        "decided_on": on("决定日期", "Decided on", required=True),
        "effective_on": on("生效日期", "In force from", required=False),
        "valid_to": on("续期至", "New end", required=False),
        "reason": words("理由", "Reason", required=False, limit=1000),
        **steps,
    }


def prepare(reader: Reader) -> None:
    """The recognitions were read with the table."""
    reader.held["seen"] = {}


def line(reader: Reader, number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """One decision on one recognition."""
    found = reader.recognition(number, values["of"], values["batch"])
    if found is None:
        return {}
    if (before := reader.held["seen"].setdefault(found.pk, number)) != number:
        reader.wrong(number, "name", _TWICE.format(line=before))
    decided_on: date = values["decided_on"]
    effective: date = values["effective_on"] or decided_on
    if decided_on > reader.today:
        reader.wrong(number, "decided_on", _FUTURE)
    if found.valid_from and decided_on < found.valid_from:
        reader.wrong(number, "decided_on", _BEFORE.format(day=found.valid_from))
    if found.revoked_from:
        reader.wrong(number, "name", _REVOKED.format(day=found.revoked_from))
    told = {
        "recognition": str(found.pk),
        "batch": found.batch,
        "outcome": values["outcome"],
        "decided_on": decided_on.isoformat(),
        "effective_on": effective.isoformat(),
        "reason": values["reason"],
        **{name: values[name] for name in STEPS},
        "notes": [],
    }
    if values["outcome"] == RENEWED:
        told |= renewal(reader, number, found, values)
    if values["outcome"] == REVOKED:
        for name, title in STEPS.items():
            if not values[name]:
                reader.wrong(number, name, _MISSING.format(what=title))
        if not values["reason"]:
            reader.wrong(number, "reason", _MISSING.format(what=Text("理由", "the reason")))
    return told


def renewal(reader: Reader, number: int, found: Recognition, values: Mapping[str, Any]) -> dict[str, str]:
    """The term a renewal adds: from the day after the old end, three years, or as its document says with the reason."""
    if found.valid_to is None:
        reader.wrong(number, "name", _NO_TERM)
        return {}
    start = found.valid_to + timedelta(days=1)
    end = term_end(start)
    stated: date = values["valid_to"] or end
    if stated < start or (stated != end and not values["reason"]):
        reader.wrong(number, "valid_to", _OTHER_END.format(start=start, end=end))
    return {"start": start.isoformat(), "end": stated.isoformat()}


def write(doing: Doing, entry: PastEntry) -> int:
    """What became of each recognition, marked as decided on paper. The decision itself was made there, by whom the
    source says; two persons vouch here that the register repeats it."""
    found = Recognition.objects.in_bulk([UUID(row["recognition"]) for row in entry.rows])
    for row in entry.rows:
        recognition = found[UUID(row["recognition"])]
        decided = Decided(
            on=date.fromisoformat(row["decided_on"]),
            document=row["document"] or entry.document,
            reason=row["reason"],
            case_id=doing.subject.pk,
            case_number=doing.subject.number,
            source=entry.source,
            backfilled=True,
        )
        if row["outcome"] == RENEWED:
            days = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
            renew_until(recognition, decided, doing.new_id(), *days)
        elif row["outcome"] == NOT_RENEWED:
            not_renewed(recognition, decided, doing.new_id())
        else:
            day = date.fromisoformat(row["effective_on"])
            change = revoke(recognition, decided, doing.new_id(), day)
            served(change, decided.document, day)  # its service is one of the steps the line names
    return len(entry.rows)


DECISIONS = Kind(
    "decisions",
    Text("复核和撤销决定", "Renewals and revocations"),
    Text(
        "每行一项已在纸面上作出的决定；撤销须写明案卷中的证据、告知、陈述申辩、法制审核、决定和送达。",
        "A line a decision on paper; a revocation names evidence, notice, defence, legal check, decision, service.",
    ),
    columns,
    prepare,
    line,
    write,
)
