"""Steps at the roster desk that would lose work or stray into another sheet, and who sees the desk (Article 14(一))."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Person
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.config import clock
from jiqun.facts.desk.pasting import pasted
from jiqun.facts.workbook.sheets import CLUSTER, FIRM_YEARS
from jiqun.recognition.acts.filing.desk import editing, filling, working
from jiqun.recognition.acts.filing.desk.editing import Change
from jiqun.recognition.models import RosterDraft
from jiqun.recognition.queries.filing import desk
from tests.office import HUICHENG, HUIZHOU, account, officer
from tests.recognition.applicant import NOW, open_round, start, workbook

pytestmark = pytest.mark.django_db
FIRMS = FIRM_YEARS.name
NAME = FIRM_YEARS.headers.index("企业名称")


@pytest.fixture
def clerk() -> Account:
    return officer(HUICHENG)


@pytest.fixture
def opened(clerk: Account) -> Case:
    case = start(open_round(), clerk)
    assert working.open_workbook(case.pk, io.BytesIO(workbook()), "名册.xlsx", by=clerk, now=NOW)
    return case


def draft(case: Case) -> RosterDraft:
    return RosterDraft.objects.get(pk=case.pk)


def test_taking_back_beyond_what_is_kept_is_refused_and_leaves_the_draft_whole(opened: Case, clerk: Account) -> None:
    second = workbook(firms=10)
    working.open_workbook(opened.pk, io.BytesIO(second), "二.xlsx", by=clerk, now=NOW)
    between = desk.cells(draft(opened))
    working.open_workbook(opened.pk, io.BytesIO(workbook(firms=8)), "三.xlsx", by=clerk, now=NOW)
    editing.undo(opened.pk, by=clerk, now=NOW)
    assert desk.cells(draft(opened)) == between
    with pytest.raises(Refusal, match="不再保留，不能撤销"):
        editing.undo(opened.pk, by=clerk, now=NOW)
    assert (desk.cells(draft(opened)), draft(opened).lines) == (between, sum(map(len, between.values())))


def test_the_first_filling_is_taken_back_to_an_empty_desk(opened: Case, clerk: Account) -> None:
    editing.undo(opened.pk, by=clerk, now=NOW)
    assert draft(opened).lines == 0 and not any(desk.cells(draft(opened)).values())


def test_a_line_is_only_touched_on_the_sheet_it_stands_in(opened: Case, clerk: Account) -> None:
    before = desk.cells(draft(opened))
    (cluster,) = desk.lines_at(draft(opened), CLUSTER.name, [0])
    done = editing.write_cells(
        opened.pk, FIRMS, [Change(cluster.key, len(FIRM_YEARS.columns) - 1, "", "x")], by=clerk, now=NOW
    )
    assert len(done.gone) == 1
    for step in (
        lambda: editing.delete_lines(opened.pk, FIRMS, [cluster.key], by=clerk, now=NOW),
        lambda: editing.add_blank(opened.pk, FIRMS, by=clerk, now=NOW, after=cluster.key),
        lambda: editing.paste(opened.pk, FIRMS, "甲\t乙", by=clerk, now=NOW, key=cluster.key),
    ):
        with pytest.raises(Refusal, match="已被删除"):
            step()
    assert desk.cells(draft(opened)) == before


def test_who_changed_is_read_once_however_many_cells_clash(
    opened: Case, clerk: Account, django_assert_num_queries: Any
) -> None:
    colleague = account("officer", HUICHENG, name="officer-two", person=Person.objects.create(name="李同事"))
    lines = desk.lines_at(draft(opened), FIRMS, range(20))
    theirs = [Change(line.key, NAME, line.cells[NAME], "对方") for line in lines]
    editing.write_cells(opened.pk, FIRMS, theirs, by=colleague, now=NOW)
    mine = [Change(line.key, NAME, line.cells[NAME], "我方") for line in lines]

    def clash(changes: list[Change]) -> list[str]:
        return [each.by for each in editing.write_cells(opened.pk, FIRMS, changes, by=clerk, now=NOW).clashes]

    for changes in (mine[:1], mine):
        with django_assert_num_queries(9):
            assert clash(changes) == ["李同事"] * len(changes)


def test_a_quote_that_is_never_closed_loses_no_line() -> None:
    text = '"' + "甲\t1\n" * 40_000
    assert len(pasted(text, FIRM_YEARS).lines) == 20_000  # the most that is pasted at once


def test_nobody_above_looks_onto_the_desk(opened: Case, clerk: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    filling.begin(opened.pk, by=clerk, now=NOW)
    Case.objects.filter(pk=opened.pk).update(state="submitted", audience="chain")
    above = Client()
    above.force_login(officer(HUIZHOU), backend="jiqun.authorities.backends.AccountBackend")
    assert above.get(reverse("recognition:application", args=[opened.pk])).status_code == 200
    for name in ("roster-desk", "roster-desk-next", "roster-desk-status"):
        assert above.get(reverse(f"recognition:{name}", args=[opened.pk])).status_code == 404
