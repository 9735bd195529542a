"""Facts are kept, not recomputed: after any change they equal a full recount (law-as-code.md: additive facts)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun import facts
from jiqun.facts import FactError, rollup
from jiqun.facts.columns import FlatRow
from jiqun.facts.kept import Kept
from jiqun.facts.prepare import LARGEST, flat_rows
from jiqun.facts.rows import TITLES, FirmYear, Roster
from jiqun.facts.upkeep import Firms, changed, corrected
from tests.facts.test_sums import flat
from tests.law.rosters import BASE, ON, below, firm, incident, large, roster, title

rows = st.lists(flat(), max_size=8)


def row(number: int | None = 5, year: int = 2024, **figures: int | None) -> FlatRow:
    """One flat row of cluster 甲 whose firm has so much output."""
    (made,) = flat_rows(roster(firm_years=(firm("A", year, output=number),)), on=ON, cluster="甲")
    return made | figures


@pytest.fixture
def kept() -> Iterator[Kept]:
    """An empty table of kept sums in SQLite."""
    with closing(sqlite3.connect(":memory:")) as database:
        made = Kept(database.cursor())
        made.create()
        yield made


@settings(max_examples=40)
@given(rows, rows, rows)
def test_changed_sums_equal_a_full_recount(stay: list[FlatRow], removed: list[FlatRow], added: list[FlatRow]) -> None:
    before = rollup.in_memory([*stay, *removed])
    assert changed(before, removed, added) == rollup.in_memory([*stay, *added])


@settings(max_examples=40)
@given(rows, rows, rows)
def test_sums_kept_in_a_table_equal_a_full_recount(
    stay: list[FlatRow], removed: list[FlatRow], added: list[FlatRow]
) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        made = Kept(database.cursor())
        made.create()
        made.fill(rollup.in_memory([*stay, *removed]))
        made.change(removed, added)
        assert [*made.read("乙"), *made.read("甲")] == rollup.in_memory([*stay, *added])


@pytest.mark.django_db
def test_sums_are_kept_on_the_product_s_database_too() -> None:
    """SQLite or PostgreSQL, in the caller's transaction."""
    with connection.cursor() as cursor:
        made = Kept(cursor, "%s")
        made.create()
        made.fill(rollup.in_memory([row(5), row(7, 2023)]))
        made.change([row(5)], [row(LARGEST - 1), row(None)])
        assert made.read("甲") == rollup.in_memory([row(7, 2023), row(LARGEST - 1), row(None)])
        made.change([row(7, 2023)], [])
        assert [line.year for line in made.read("甲")] == [2024]
        with pytest.raises(FactError, match="集群“甲”2024 年的 output 将达到"):
            made.change([], [row(1)])


def test_blank_that_is_filled_in_moves_from_the_blanks_to_the_sum() -> None:
    (after,) = changed(rollup.in_memory([row(None)]), [row(None)], [row(9)])
    assert (after.sums["output"], after.sums["output__na"], after.sums["lines"]) == (9, 0, 1)


def test_cluster_without_rows_has_no_sums(kept: Kept) -> None:
    kept.change([], [row()])
    kept.change([row()], [])
    assert kept.read("甲") == []
    assert changed(rollup.in_memory([row()]), [row()], []) == []


def test_rows_that_were_never_counted_cannot_be_taken_away(kept: Kept) -> None:
    """The kept sums differ from the roster: nothing else may be built on them."""
    kept.fill(rollup.in_memory([row(5), row(5)]))
    for refused in (
        lambda: kept.change([row(11)], []),
        lambda: changed(rollup.in_memory([row(5), row(5)]), [row(11)], []),
    ):
        with pytest.raises(FactError, match=r"集群“甲”2024 年的汇总不含要减去的行（output 将为 -1）"):
            refused()


def test_sums_without_a_row_left_are_refused() -> None:
    with pytest.raises(FactError, match="output 将为 4"):
        changed(rollup.in_memory([row(5)]), [row(1)], [])


def test_sum_just_below_the_largest_integer_is_kept_and_one_more_refused(kept: Kept) -> None:
    kept.fill(rollup.in_memory([row(LARGEST - 2)]))
    kept.change([], [row(1)])
    (line,) = kept.read("甲")
    assert line.sums["output"] == LARGEST - 1
    with pytest.raises(FactError, match="output 将达到 2\\^63"):
        kept.change([], [row(1)])
    with pytest.raises(FactError, match="output 将达到 2\\^63"):
        changed([line], [], [row(1)])


def of(found: Roster, code: str) -> Firms:
    """One firm of a roster."""
    return Firms(
        tuple(line for line in found.firm_years if line.uscc == code),
        tuple(held for held in found.honours if held.uscc == code),
    )


def with_firm(found: Roster, code: str, firms: Firms) -> Roster:
    """The roster with one firm's lines and titles in place of what it had."""
    return replace(
        found,
        firm_years=(*(line for line in found.firm_years if line.uscc != code), *firms.lines),
        honours=(*(held for held in found.honours if held.uscc != code), *firms.honours),
    )


def after(found: Roster, code: str, firms: Firms) -> Any:
    """The facts of a roster with one firm changed, without counting the others again."""
    others = any(line.year == BASE and line.uscc != code for line in found.firm_years)
    return corrected(facts.build(found, on=ON), of(found, code), firms, others_report=others)


figure = st.none() | st.integers(0, 10**12)
people = st.none() | st.integers(0, 3000)


def some_lines(codes: str) -> st.SearchStrategy[tuple[FirmYear, ...]]:
    line = st.builds(
        firm,
        st.sampled_from(codes),
        st.integers(2022, 2025),
        industry=st.sampled_from(("3311", "3411")),
        employees=people,
        revenue=figure,
        output=figure,
        software=st.none() | st.booleans(),
    )
    return st.lists(line, max_size=8, unique_by=lambda line: (line.uscc, line.year)).map(tuple)


def some_titles(codes: str) -> st.SearchStrategy[tuple[Any, ...]]:
    ends = st.sampled_from((None, date(2024, 1, 1), ON))
    one = st.builds(
        title, st.sampled_from(codes), st.sampled_from(TITLES), issuer=st.sampled_from(("", "省厅")), valid_to=ends
    )
    return st.lists(one, max_size=4).map(tuple)


events = st.builds(
    incident,
    st.just("安全事故"),
    st.sampled_from(("一般", "重大", None)),
    on=st.dates(date(2022, 1, 1), date(2025, 3, 1)),
    uscc=st.sampled_from("ABX"),
)


@given(
    some_lines("ABCD"), some_titles("ABX"), st.lists(events, max_size=4).map(tuple), some_lines("A"), some_titles("A")
)
def test_facts_after_one_firm_changed_equal_building_them_again(
    lines: Any, honours: Any, incidents: Any, new_lines: Any, new_titles: Any
) -> None:
    """Sums, incidents' membership and stray titles alike; `None` only where the base year appears or goes."""
    found = roster(firm_years=lines, honours=honours, incidents=incidents, below_size=(below(2024, output=3),))
    firms = Firms(new_lines, new_titles)
    whole = with_firm(found, "A", firms)
    answer = after(found, "A", firms)
    reported = [any(line.year == BASE for line in each.firm_years) for each in (found, whole)]
    assert answer == (facts.build(whole, on=ON) if reported[0] == reported[1] else None)


def test_firm_that_grew_large_in_the_base_year_changes_its_class_in_all_years() -> None:
    """中小企业＝last_year: one line corrected, every year's `sme_last` moves."""
    grown = Firms(tuple(large("A", line.year) if line.year == BASE else line for line in of(roster(), "A").lines))
    found = after(roster(), "A", grown)
    before = facts.build(roster(), on=ON)
    assert [
        (before.years[year]["output_sme_last"] > 0, found.years[year]["output_sme_last"]) for year in (2021, 2022, 2023)
    ] == [(True, 0)] * 3


def test_first_line_in_the_base_year_asks_for_a_full_recount() -> None:
    found = roster(firm_years=(firm("A", 2023), firm("B", 2023)))
    assert after(found, "A", Firms((firm("A", 2023), firm("A", BASE)))) is None


def test_figure_that_is_no_whole_number_is_refused() -> None:
    wrong: Any = 1.5
    with pytest.raises(FactError, match="不是非负整数"):
        after(roster(), "A", Firms((firm("A", BASE, output=wrong),)))


def test_the_order_of_firms_and_titles_is_no_matter() -> None:
    found = roster()
    same = after(found, "A", Firms(of(found, "A").lines[::-1], of(found, "A").honours))
    assert same == facts.build(found, on=ON)
    assert isinstance(same.years[BASE], MappingProxyType)
