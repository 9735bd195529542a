"""Filling the desk at once: a workbook, the roster in use, lines another room hands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.facts.desk.opening import Lines
from jiqun.facts.rows import BelowSize, Efficiency, FirmYear, Honour, Incident, RegisterSearch, Roster
from jiqun.facts.workbook.sheets import CLUSTER, FIRM_YEARS, LISTS, Sheet
from jiqun.recognition.acts.filing.desk.editing import Done
from jiqun.recognition.acts.filing.desk.store import at_desk
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.desk import chunks, unpack
from jiqun.register.models import RosterRevision
from jiqun.register.rosters import to_roster

Row = FirmYear | BelowSize | Honour | Incident | RegisterSearch | Efficiency
NO_ROSTER = Text("还没有采用中的名册，没有可带入的数据。", "There is no roster in use to take lines from.")
_SHEET_OF: dict[type, Sheet] = {sheet.row: sheet for sheet in LISTS}


def as_line(sheet: Sheet, row: object) -> list[str]:
    """A typed row as the texts of its cells."""
    return [_text(column.kind.write(getattr(row, column.field))) for column in sheet.columns]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def cells_of(roster: Roster) -> Lines:
    """A whole roster as cells."""
    found = {sheet.name: [as_line(sheet, row) for row in getattr(roster, sheet.roster_field)] for sheet in LISTS}
    return {CLUSTER.name: [as_line(CLUSTER, roster.cluster)], **found}


def fill(pk: UUID | str, cells: Lines, source: Text, notes: Sequence[Text], *, by: Account, now: datetime) -> Done:
    """Puts cells in the place of everything on the desk. `source` says where they come from; the end of long work."""
    with at_desk(pk, by, now, source, long_work=True) as desk:
        desk.replace_all(cells)
        desk.draft.source = {"zh": source.zh, "en": source.en}
        desk.draft.notes = [{"zh": said.zh, "en": said.en} for said in notes]
    return Done(desk.draft.version, notes=tuple(notes))


def take_roster(pk: UUID | str, *, by: Account, now: datetime) -> Done:
    """Puts the roster in use on the desk, or the cluster's latest where the application has none yet.

    Raises `Refusal` when there is neither.
    """
    with at_desk(pk, by, now, Text("", "")) as desk:
        revision = roster_known(desk.draft.application)
        if revision is None:
            raise Refusal(NO_ROSTER)
        source = Text(f"带入名册第 {revision.number} 版", f"Took roster version {revision.number}")
        desk.what = source
        desk.replace_all(cells_of(to_roster(revision)))
        desk.draft.source, desk.draft.notes = {"zh": source.zh, "en": source.en}, []
    return Done(desk.draft.version)


def roster_known(application: Application) -> RosterRevision | None:
    """The roster in use, or the cluster's latest; one query where there is none in use."""
    if application.roster is not None:
        return application.roster
    return RosterRevision.objects.filter(cluster=application.cluster_id).order_by("-number").first()


def begin(pk: UUID | str, *, by: Account, now: datetime) -> Done:
    """An empty desk that knows the cluster already: its name, place and lead industry, and the round's base year."""
    with at_desk(pk, by, now, Text("新建名册工作稿", "Began a roster")) as desk:
        application: Application = application_of(desk.draft.application.case)
        cluster = application.cluster
        values = {
            "name": cluster.name,
            "place": cluster.authority.name,
            "lead_codes": cluster.lead_codes,
            "base_year": str(application.round.base_year),
        }
        line = [values.get(column.field, "") for column in CLUSTER.columns]
        desk.replace_all({CLUSTER.name: [line], FIRM_YEARS.name: [[""] * len(FIRM_YEARS.columns) for _ in range(10)]})
        desk.draft.source, desk.draft.notes = {"zh": desk.what.zh, "en": desk.what.en}, []
    return Done(desk.draft.version)


def add_lines(application: Application, lines: Sequence[Row], source: Text, *, by: Account, now: datetime) -> Done:
    """Takes rows another room hands in onto the desk: `facts.rows` of any sheet.

    A firm's line of a year that is there already gets the figures that were given, others stay; new ones go to the
    end, as do rows of other sheets unless the same line is there. One step, taken back as one. Raises `NotHere` or
    `Refusal` unless `by` is the applicant's officer and the application still a draft.
    """
    with at_desk(application.pk, by, now, source) as desk:
        for sheet in LISTS:
            rows = [as_line(sheet, row) for row in lines if _SHEET_OF[type(row)] is sheet]
            if not rows:
                continue
            there = {
                _name(sheet, line[1:]): f"{pk}-{line[0]}"
                for pk, packed in chunks(desk.draft, sheet.name).values_list("pk", "packed")
                for line in unpack(packed)
            }
            fresh: dict[tuple[str, ...], list[str]] = {}
            for row in rows:
                key = there.get(_name(sheet, row))
                if key is None:
                    fresh[_name(sheet, row)] = row
                    continue
                for column, text in enumerate(row):
                    if text:
                        desk.put(key, column, text)
            desk.append(sheet.name, list(fresh.values()))
    return Done(desk.draft.version)


def _name(sheet: Sheet, line: Sequence[str]) -> tuple[str, ...]:
    """What makes two lines the same: code and year of a firm's figures, every cell elsewhere."""
    if sheet is FIRM_YEARS:
        places = [at for at, column in enumerate(sheet.columns) if column.field in ("uscc", "year")]
        return tuple(line[at] for at in places)
    return tuple(line)
