"""Entering a table from paper (历史补录): by one person, against its source; confirmed by another, then on record.

What was decided on paper is repeated here, marked as such; nothing is decided.
"""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.standards import province
from jiqun.supervision.backfill.forms import CHANGED
from jiqun.supervision.backfill.kinds import KINDS
from jiqun.supervision.backfill.reading import read
from jiqun.supervision.models.past import PastEntry

KEPT = ("kind", "source", "document", "dated_on", "cells", "rows")
REQUIREMENT = "source"


def begin(doing: Doing) -> None:
    """Opens the matter; nobody outside the province's office sees it."""
    assert doing.by.authority is not None
    doing.subject = open_case(
        doing,
        number=f"LS-{doing.now.year}-{next_number(f'past/{doing.now.year}'):03d}",
        title=title_of(doing),
        authority=doing.by.authority,
        measure=province.here().measure,
        state="drafting",
    )
    Case.objects.filter(pk=doing.subject.pk).update(backfilled=True)
    PastEntry.objects.create(case=doing.subject, **kept(doing))
    keep_file(doing)


def title_of(doing: Doing) -> str:
    """What the matter is called."""
    return f"历史补录：{KINDS[doing.payload['kind']].title.zh}（{doing.payload['source']}）"[:120]


def kept(doing: Doing) -> dict[str, Any]:
    """What the table says, as it is stored."""
    doing.note = Text(f"{len(doing.payload['rows'])} 行", f"{len(doing.payload['rows'])} lines")
    return {name: doing.payload[name] for name in KEPT}


def keep_file(doing: Doing) -> None:
    """The source document lies with the matter."""
    attach(doing.subject, REQUIREMENT, doing.payload["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)


def amend(doing: Doing) -> None:
    """Enters the table anew; a document uploaded before stays beside the new one."""
    PastEntry.objects.filter(pk=doing.subject.pk).update(**kept(doing))
    Case.objects.filter(pk=doing.subject.pk).update(title=title_of(doing))
    doing.subject.title = title_of(doing)
    keep_file(doing)


def still_fits(doing: Doing) -> None:
    """The register is as it was when the table was entered, as far as the lines touch it. Raises `Refusal`."""
    entry = PastEntry.objects.get(pk=doing.subject.pk)
    reader = read(KINDS[entry.kind], entry.cells, doing.today)
    if reader.faults:
        raise Refusal(CHANGED.format(said=reader.faults[0]), clause="A15")
    if reader.rows != entry.rows:
        differing = next(
            (a for a, b in zip(reader.rows, entry.rows, strict=False) if a != b), (reader.rows or entry.rows)[-1]
        )
        said = Text(f"第 {differing['line']} 行", f"line {differing['line']}")
        raise Refusal(CHANGED.format(said=said), clause="A15")


def confirm(doing: Doing) -> None:
    """The lines come on record."""
    entry = PastEntry.objects.get(pk=doing.subject.pk)
    n = KINDS[entry.kind].write(doing, entry)
    PastEntry.objects.filter(pk=entry.pk).update(confirmed_at=doing.now)
    doing.told["rows"] = entry.rows
    doing.note = Text(f"补录 {n} 行", f"{n} lines entered from paper")


def discard(doing: Doing) -> None:
    """The entry is dropped; what was entered stays in the file."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
