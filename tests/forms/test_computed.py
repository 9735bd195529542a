"""Computed fields show the roster's facts by year."""

from __future__ import annotations

from datetime import date

from jiqun.facts import build
from jiqun.forms.computed import lines
from jiqun.forms.definitions import shipped_form
from tests.facts.workbook.samples import ROSTER

FORM = shipped_form("申报")
FACTS = build(ROSTER, on=date(2025, 4, 14))


def test_money_is_shown_in_the_unit_of_the_form_with_what_is_missing() -> None:
    (line,) = lines(FORM.field("output"), FACTS)
    # 612,345,678,901 fen of firms and 3,000,000 fen stamped
    assert line.cells == ((2023, "0.00", 1), (2024, "61.23", 0))


def test_research_of_all_firms_is_one_line() -> None:
    assert [len(lines(FORM.field("rd"), FACTS)), len(lines(FORM.field("firms"), FACTS))] == [1, 2]


def test_field_without_facts_has_no_lines() -> None:
    assert lines(FORM.field("plan_goals"), FACTS) == []
