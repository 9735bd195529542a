"""Drafting, setting and ending the filing period. Until one is set, nothing can be late."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.supervision.changes.acts import CLAUSE, MEASURE
from jiqun.supervision.models import FilingPeriod

KEPT = ("days", "calendar_days", "counts_from", "document", "dated_on", "note")
DOCUMENT = "document"
TWICE = Text(
    "已有自 {day} 起适用的报备期限（{document}），请另定起始日，或先终止该期限。",
    "A period for changes since {day} is set already ({document}); take another day, or end that one first.",
)


def said(row: FilingPeriod) -> Text:
    """A period in words: 变动发生后 30 个工作日内."""
    if row.calendar_days:
        return Text(f"变动发生后 {row.days} 日内", f"within {row.days} days of the change")
    return Text(f"变动发生后 {row.days} 个工作日内", f"within {row.days} working days of the change")


def draft_period(doing: Doing) -> None:
    """Opens the matter; the province's office alone sees it until it is set."""
    assert doing.by.authority is not None
    doing.subject = open_case(
        doing,
        number=f"BQ-{doing.now.year}-{next_number(f'filing-period/{doing.now.year}')}",
        title="重大变动报备期限",
        authority=doing.by.authority,
        measure=MEASURE,
        state="drafting",
    )
    FilingPeriod.objects.create(case=doing.subject, **entered(doing))
    prove(doing)


def amend_period(doing: Doing) -> None:
    """Enters it anew."""
    FilingPeriod.objects.filter(pk=doing.subject.pk).update(**entered(doing))
    prove(doing)


def entered(doing: Doing) -> dict[str, Any]:
    """What was entered, as it is stored."""
    return {name: doing.payload[name] for name in KEPT}


def prove(doing: Doing) -> None:
    """The document lies with the matter."""
    if doing.payload["file"]:
        attach(doing.subject, DOCUMENT, doing.payload["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)


def one_a_day(doing: Doing) -> None:
    """Two periods do not begin on one day. Raises `Refusal`."""
    row = FilingPeriod.objects.get(pk=doing.subject.pk)
    others = FilingPeriod.objects.filter(set_at__isnull=False, ended_on__isnull=True, counts_from=row.counts_from)
    other = others.exclude(pk=row.pk).first()
    if other is not None:
        raise Refusal(TWICE.format(day=other.counts_from, document=other.document), clause=CLAUSE)


def set_period(doing: Doing) -> None:
    """It is set, and all offices read it; changes of before stay as they were judged."""
    row = FilingPeriod.objects.get(pk=doing.subject.pk)
    FilingPeriod.objects.filter(pk=row.pk).update(set_at=doing.now)
    Case.objects.filter(pk=row.pk).update(audience=Audience.STAFF)
    words = said(row)
    doing.note = Text(
        f"{row.document}：自 {row.counts_from} 起，{words.zh}", f"{row.document}: since {row.counts_from}, {words.en}"
    )


def end_period(doing: Doing) -> None:
    """Changes since that day are under no period, or under the next one."""
    payload = doing.payload
    FilingPeriod.objects.filter(pk=doing.subject.pk).update(ended_on=payload["ended_on"], ended_by=payload["ended_by"])
    doing.note = Text(payload["reason"], payload["reason"])


def discard_period(doing: Doing) -> None:
    """The draft is dropped, with its reason."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
