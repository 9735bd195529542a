"""Tried as a new user would: a roster of 300 firms with the usual mistakes (Article 14(一)). Every mistake is found at
its cell, said in the user's words, and mended from the message alone."""

from __future__ import annotations

import io
from typing import Any

import pytest

from jiqun.casework.models import Case
from jiqun.facts.desk.checking import PLACES
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.recognition.acts.filing.desk import editing, working
from jiqun.recognition.acts.filing.desk.editing import Change
from jiqun.recognition.acts.filing.desk.filling import as_line
from jiqun.recognition.models import Application, RosterDraft
from jiqun.recognition.queries.filing import desk
from jiqun.recognition.queries.filing.desk import Problem
from tests.facts import mistakes
from tests.facts.mistakes import Mistake
from tests.office import HUICHENG, officer
from tests.recognition.applicant import NOW, do, open_round, start

pytestmark = pytest.mark.django_db


def at_the_cell(mistake: Mistake, problems: list[Problem]) -> list[Problem]:
    """The problems shown at the cell of a mistake."""
    column = PLACES[mistake.sheet][mistake.header]
    return [each for each in problems if (each.sheet, each.row, each.column) == (mistake.sheet, mistake.row, column)]


def test_a_new_user_mends_every_usual_mistake_from_its_message_and_adopts_the_roster() -> None:
    clerk = officer(HUICHENG)
    case = start(open_round(), clerk)
    data, seeded = mistakes.workbook()
    assert len({each.what for each in seeded}) == len(seeded) == 24
    assert working.open_workbook(case.pk, io.BytesIO(data), "名册.xlsx", by=clerk, now=NOW)
    draft = RosterDraft.objects.get(pk=case.pk)
    problems = desk.problems(draft)
    for mistake in seeded:
        said = [each for each in at_the_cell(mistake, problems) if mistake.says in each.text.zh]
        assert [each.severe for each in said] == [mistake.severe], mistake
        assert said[0].text.en and str(mistake.row) in said[0].sentence.zh
    mend(case, clerk, seeded)
    assert working.check_now(case.pk, by=clerk, now=NOW)
    draft.refresh_from_db()
    left = desk.problems(draft)
    assert [each.sentence.zh for each in left if each.severe] == []
    (remark,) = left  # two firms that really share a name: acknowledged
    assert "同名，但代码不同" in remark.text.zh
    do(case, "adopt_roster", clerk, desk_version=draft.version, seen="on")
    application = Application.objects.get(pk=case.pk)
    assert application.roster is not None
    before = mistakes.roster().firm_years
    assert application.roster.firms == len({line.uscc for line in before}) == 300
    assert application.roster.firm_years.count() == len(before)


def mend(case: Case, clerk: Any, seeded: list[Mistake]) -> None:
    """Types what each message asks for, and deletes the lines it says to delete; from the last row up."""
    draft = RosterDraft.objects.get(pk=case.pk)
    for mistake in sorted(seeded, key=lambda each: -each.row):
        (line,) = desk.lines_at(draft, mistake.sheet, [mistake.row - 2])
        column = PLACES[mistake.sheet][mistake.header]
        if mistake.what == "a year left out":
            text = "\t".join(as_line(FIRM_YEARS, mistakes.left_out()))
            editing.paste(case.pk, FIRM_YEARS.name, text, by=clerk, now=NOW)
            continue
        if mistake.mend is None:
            editing.delete_lines(case.pk, mistake.sheet, [line.key], by=clerk, now=NOW)
            continue
        change = Change(line.key, column, line.cells[column], mistake.mend)
        assert not editing.write_cells(case.pk, mistake.sheet, [change], by=clerk, now=NOW).clashes


def test_what_is_harmless_is_read_rightly_and_never_mentioned() -> None:
    """Full-width digits, thousands separators, spaces, 2024年, a date in Chinese."""
    clerk = officer(HUICHENG)
    case = start(open_round(), clerk)
    data, _ = mistakes.workbook()
    working.open_workbook(case.pk, io.BytesIO(data), "名册.xlsx", by=clerk, now=NOW)
    problems = desk.problems(RosterDraft.objects.get(pk=case.pk))
    gone = mistakes.row_of(mistakes.LEFT_OUT, 2022)
    for index, header in ((16, "从业人员（人）"), (17, "产值（万元）"), (18, "企业名称"), (19, "年度")):
        row = mistakes.row_of(index, 2024)
        place = Mistake("", mistakes.FIRMS, row - (row > gone), header, None, "", False, None)
        assert [each for each in at_the_cell(place, problems) if each.severe] == []
    titles = Mistake("", mistakes.TITLES, 7, "有效期起", None, "", False, None)
    assert at_the_cell(titles, problems) == []
