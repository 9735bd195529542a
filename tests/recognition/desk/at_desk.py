"""What the tests of the roster desk do there."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.recognition.acts.filing.desk import editing
from jiqun.recognition.acts.filing.desk.editing import Change
from jiqun.recognition.models import RosterDraft
from jiqun.recognition.queries.filing import desk
from tests.recognition.applicant import NOW

FIRMS = FIRM_YEARS.name
NAME, OUTPUT = FIRM_YEARS.headers.index("企业名称"), FIRM_YEARS.headers.index("产值（万元）")


def draft(case: Case) -> RosterDraft:
    return RosterDraft.objects.get(pk=case.pk)


def firm(case: Case, at: int = 0) -> desk.Shown:
    (line,) = desk.lines_at(draft(case), FIRMS, [at])
    return line


def put(case: Case, by: Account, at: int, column: int, text: str) -> editing.Done:
    line = firm(case, at)
    return editing.write_cells(case.pk, FIRMS, [Change(line.key, column, line.cells[column], text)], by=by, now=NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def url(name: str, case: Case) -> str:
    return reverse(f"recognition:roster-desk{name}", args=[case.pk])


def problems(case: Case) -> list[tuple[bool, int | None, str]]:
    return [(each.severe, each.row, each.header) for each in desk.problems(draft(case))]
