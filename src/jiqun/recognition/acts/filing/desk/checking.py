"""Checking the desk with the workbook's reader, and holding its firms against other clusters' rosters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiqun.facts.desk.apart import check_apart
from jiqun.facts.desk.cells import Cells
from jiqun.facts.plausible import elsewhere
from jiqun.facts.rows import Roster
from jiqun.facts.workbook.problems import CellProblem
from jiqun.facts.workbook.reader import NOTHING
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.recognition.models import Application, RosterDraft
from jiqun.recognition.queries.filing.desk import cells, packed_problems
from jiqun.recognition.queries.filing.elsewhere import counted_elsewhere

_CODE = next(at for at, column in enumerate(FIRM_YEARS.columns) if column.field == "uscc")


def check(application: Application, draft: RosterDraft) -> None:
    """Checks the draft as it stands and keeps what was found with the version that was looked at.

    Not in a transaction; a draft that is changed meanwhile keeps its later version and is simply checked again.
    """
    found = cells(draft)
    reading = check_apart(found, closing_day(application))
    remarks = (*reading.warnings, *of_cells(application, found))
    RosterDraft.objects.filter(pk=draft.pk).update(
        checked=draft.version,
        errors=len(reading.errors),
        remarks=len(remarks),
        problems=packed_problems(reading.errors, remarks),
    )
    draft.refresh_from_db(fields=["checked", "errors", "remarks", "problems"])


def of_cells(application: Application, found: Cells) -> list[CellProblem]:
    """Firms on the desk that another cluster counts too, at their cells."""
    rows = [(at + 2, line[_CODE]) for at, line in enumerate(found.get(FIRM_YEARS.name, ())) if line[_CODE]]
    return _told(application, rows)


def of_roster(application: Application, roster: Roster, rows: Iterable[int]) -> list[CellProblem]:
    """The same of a roster read from a workbook; `rows` are the sheet's rows its lines stood in."""
    return _told(application, list(zip(rows, (line.uscc for line in roster.firm_years), strict=False)))


def _told(application: Application, rows: list[tuple[int, str]]) -> list[CellProblem]:
    known = counted_elsewhere(application, {code for _, code in rows})
    return [
        CellProblem(said.sheet, said.row, None, said.header, said.found, NOTHING, said.text)
        for said in elsewhere.remarks(rows, known)
    ]


def closing_day(application: Application) -> date:
    """The day titles and the base year are looked at for."""
    return application.round.closes_on
