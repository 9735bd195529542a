"""Drafting an extract, choosing what is given, letting it out. Called by the one door only."""

from __future__ import annotations

from datetime import datetime

from jiqun.archives.models import Extract
from jiqun.authorities.hours import closing_moment
from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.privacy.looking import KINDS
from jiqun.standards.workdays import CalendarUnknown, add_workdays

ANSWER_DAYS = 20
"""Working days to answer a request (《政府信息公开条例》, 国务院令第711号, 第三十三条)."""
NOTHING_CHOSEN = Text(
    "还没有选定要提供的文件：请先“选定文件并审查”；都不提供的，请用“不予提供”。",
    "Nothing is chosen yet: choose and review first, or refuse.",
)
COLUMNS = ("chosen", "withheld", "reviewer", "finding")


def due(doing: Doing) -> datetime | None:
    """Until when it is to be answered; stays what it was when the matter was opened."""
    found: datetime | None = doing.subject.due_at
    return found


def answer_due(doing: Doing, authority: Authority) -> datetime | None:
    """The twentieth working day after the request came in; `None` when the calendar of that year is unknown."""
    try:
        return closing_moment(add_workdays(doing.payload["received_on"], ANSWER_DAYS), authority)
    except CalendarUnknown:  # a request is taken all the same
        return None


def draft(doing: Doing) -> None:
    """Opens it at the own authority."""
    authority, of = doing.by.authority, Case.objects.visible_to(doing.by).get(number=doing.payload["number"])
    assert authority is not None
    doing.subject = open_case(
        doing,
        number=f"{doing.now.year}-YS{next_number(f'extract/{doing.now.year}')}",
        title=f"依申请公开：{of.title}"[:120],
        authority=authority,
        measure=of.measure,
        state="drafting",
        cluster=of.cluster,
        due_at=answer_due(doing, authority),
    )
    Extract.objects.create(
        case=doing.subject, of=of, request=doing.payload["request"], received_on=doing.payload["received_on"]
    )


def choose(doing: Doing) -> None:
    """These copies are given once it is signed; how personal data was treated stands with the review."""
    told = doing.payload
    finding = told["finding"] + (f"\n个人信息处理：{told['personal']}" if told["personal"] else "")
    kept = {**told, "finding": finding}
    Extract.objects.filter(pk=doing.subject.pk).update(**{name: kept[name] for name in COLUMNS})
    n = len(told["chosen"])
    doing.note = Text(f"选定 {n} 件", f"{n} chosen")


def something_chosen(doing: Doing) -> None:
    """There is something to give. Raises `Refusal`."""
    if not Extract.objects.get(pk=doing.subject.pk).chosen:
        raise Refusal(NOTHING_CHOSEN)


def release(doing: Doing) -> None:
    """The copies may be handed to whoever asked; the journal names each by its digest."""
    extract = Extract.objects.get(pk=doing.subject.pk)
    doing.told |= {"of": extract.of.number, "request": extract.request, "files": extract.chosen}


def refuse(doing: Doing) -> None:
    """Nothing is given, for this reason."""
    Extract.objects.filter(pk=doing.subject.pk).update(ground=doing.payload["ground"])
    doing.note = Text(doing.payload["ground"], doing.payload["ground"])


def withdraw(doing: Doing) -> None:
    """Whoever asked took the request back."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def remarks(row: dict[str, object]) -> list[Text]:
    """What is to be looked at in a chosen copy."""
    found = row["found"]
    assert isinstance(found, list)
    told = [KINDS[kind] for kind in found]
    return told if row["read"] else [*told, Text("未能识读，须人工核对", "not readable: look at it")]
