"""采用为新一版: the draft becomes the cluster's next roster revision, as a workbook would (Articles 13, 14(一))."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.facts import Facts, build
from jiqun.facts.desk.apart import check_apart
from jiqun.facts.desk.cells import Cells
from jiqun.facts.workbook.problems import CellProblem, Reading
from jiqun.recognition.acts.filing.desk.checking import closing_day, of_cells
from jiqun.recognition.acts.filing.keeping import keep
from jiqun.recognition.models import Application, RosterDraft
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.desk import cells
from jiqun.register.rosters import store_roster

NO_DRAFT = Text(
    "还没有名册工作稿。请先上传工作簿、粘贴或录入数据。",
    "There is no roster on the desk yet. Upload a workbook, paste or type the figures first.",
)
CHANGED = Text(
    "名册工作稿在您打开本页后被{by}改过，没有采用。请刷新核对后再采用。",
    "{by} has changed the draft since you opened this page; it was not adopted. Reload, look at it and adopt it again.",
)


@dataclass(frozen=True, slots=True)
class Laid:
    """Cells known by their digest, so that what the form has read is not read again by the act."""

    digest: str
    cells: Cells = field(compare=False, repr=False)


def laid(draft: RosterDraft) -> Laid:
    """The draft as it stands."""
    found = cells(draft)
    return Laid(sha256(json.dumps(found, ensure_ascii=False, sort_keys=True).encode()).hexdigest(), found)


@lru_cache(maxsize=1)
def reading_of_desk(found: Laid, on: date) -> Reading:
    """The draft as the workbook's reader reads it, with the roster when there is no error."""
    return check_apart(found.cells, on, whole=True)


@lru_cache(maxsize=1)
def facts_of_desk(found: Laid, on: date) -> Facts:
    """The facts of a draft that reads without an error. Raises `FactError`."""
    roster = reading_of_desk(found, on).roster
    assert roster is not None
    return build(roster, on=on)


def remarks(application: Application, found: Laid) -> tuple[CellProblem, ...]:
    """Everything worth a look in it, none of which blocks."""
    reading = reading_of_desk(found, closing_day(application))
    return (*reading.warnings, *of_cells(application, found.cells))


def has_draft(doing: Doing) -> None:
    """There is something on the desk."""
    if not RosterDraft.objects.filter(pk=doing.subject.pk, lines__gt=0).exists():
        raise Refusal(NO_DRAFT, clause="A13")


def adopt(doing: Doing) -> None:
    """Stores the draft's roster as the cluster's next revision with its facts and findings, and tells the remarks that
    were acknowledged. Raises `Refusal` when the draft is not the one that was looked at."""
    by: Any = doing.by
    application = application_of(doing.subject)
    draft = RosterDraft.objects.select_for_update(of=("self",)).select_related("by__person").get(pk=application.pk)
    if draft.version != doing.payload["desk_version"]:
        raise Refusal(CHANGED.format(by="" if draft.by is None else draft.by.person.name))
    found = laid(draft)
    reading = reading_of_desk(found, closing_day(application))
    assert reading.roster is not None  # the form has refused it otherwise
    told = remarks(application, found)
    revision = store_roster(
        application.cluster,
        reading.roster,
        by,
        doing.now,
        "",
        doing.chance,
        warnings=[problem.sentence for problem in told],
    )
    keep(doing, application, revision, facts_of_desk(found, closing_day(application)))
    draft.adopted = draft.version
    draft.save(update_fields=["adopted"])
    doing.told |= {"desk_version": draft.version}
    seen = Text(f"；{len(told)} 条提醒已逐条看过", f"; {len(told)} remarks were read and acknowledged")
    doing.note = Text(
        f"由名册工作稿采用为名册第 {revision.number} 版，{revision.firms} 家企业，基准年 {revision.base_year}"
        + (seen.zh if told else ""),
        f"Roster version {revision.number} adopted from the desk, {revision.firms} firms, base year "
        f"{revision.base_year}" + (seen.en if told else ""),
    )
