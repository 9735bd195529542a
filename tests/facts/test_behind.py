"""A fact opens to the rows that make it up, and they add up to it (law-as-code.md: down to the rows)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun import facts
from jiqun.bilingual import Text
from jiqun.facts import FactError
from jiqun.facts.behind import Behind, RowBehind, rows_behind
from jiqun.facts.declarations import FACTS, keys
from jiqun.facts.rows import TITLES
from tests.law.rosters import ON, YI, below, firm, large, roster, title

LINES = (
    firm("A", 2024, output=3 * YI),
    large("B", 2024, output=None, industry="3411"),
    firm("C", 2024, output=5 * YI, industry="3411"),
    firm("D", 2024, output=0),
    firm("A", 2023, output=9 * YI),
)


def behind(fact: str, year: int = 2024, **changes: Any) -> Behind:
    return rows_behind(roster(**{"firm_years": LINES, "honours": (), **changes}), fact, year, on=ON)


def named(found: Behind) -> list[tuple[str, int, int]]:
    return [(row.uscc, row.adds, row.blank) for row in found.rows]


def test_rows_of_output_are_all_of_the_year_the_greatest_first_and_blanks_last() -> None:
    """A13.2 产值"""
    found = behind("output")
    assert named(found) == [("C", 5 * YI, 0), ("A", 3 * YI, 0), ("D", 0, 0), ("B", 0, 1)]
    assert (found.fact, found.unit, found.year, found.total, found.blank) == ("output", "分", 2024, 8 * YI, 1)
    assert found.title == Text("产值", "output")


def test_rows_of_the_lead_industry_are_only_its_own() -> None:
    """A13.2 主导产业产值"""
    assert named(behind("output_lead")) == [("A", 3 * YI, 0), ("D", 0, 0)]


def test_count_of_blanks_opens_to_the_same_rows_as_its_sum() -> None:
    assert behind("output__na") == behind("output")


def test_line_of_firms_below_size_is_named_with_its_document() -> None:
    """规下汇总 stands beside the firms, with who stamped it."""
    line = below(2024, output=7, authority="统计局", document="〔2025〕3号")
    other = below(2024, output=2, size="微型", lead=False)
    found = behind("output_sme", firm_years=LINES[4:], below_size=(line, other))
    assert found.rows == (
        RowBehind(
            Text("规下小型企业汇总（主导产业）", "Small firms below size, one line (lead industry)"),
            "",
            "",
            7,
            0,
            "统计局 〔2025〕3号",
        ),
        RowBehind(
            Text("规下微型企业汇总（其他行业）", "Micro firms below size, one line (other industries)"), "", "", 2, 0
        ),
    )


def test_titles_open_to_the_firms_that_hold_them_and_to_those_that_may() -> None:
    """A13.3: a chain leader without issuer may belong; a firm with two titles counts once as a firm."""
    held = (title("A", "创新型中小企业"), title("A", "国家级高新技术企业"), title("B", "链主企业", issuer=""))
    assert named(behind("listed_firms_all_any_level", honours=held)) == [("A", 1, 0), ("B", 0, 1)]
    assert named(behind("listed_titles_all_any_level", honours=held)) == [("A", 2, 0), ("B", 0, 1)]


def test_year_without_rows_has_none_behind_it() -> None:
    found = behind("output", 2019)
    assert (found.rows, found.total, found.blank) == ((), 0, 0)


def test_fact_that_is_not_declared_is_refused() -> None:
    with pytest.raises(FactError, match="没有名为 outputs 的事实数据"):
        behind("outputs")


figure = st.none() | st.integers(0, 10**12)
lines = st.builds(
    firm,
    st.sampled_from("ABCDE"),
    st.sampled_from((2023, 2024)),
    industry=st.sampled_from(("3311", "3411")),
    employees=st.none() | st.integers(0, 3000),
    revenue=figure,
    output=figure,
    rd=figure,
    co2=figure,
    platform=st.none() | st.booleans(),
)
sums_below = st.builds(
    below,
    st.sampled_from((2023, 2024)),
    lead=st.booleans(),
    output=figure,
    firms=st.none() | st.integers(0, 99),
)
titles = st.builds(
    title, st.sampled_from("ABCDE"), st.sampled_from(TITLES), issuer=st.sampled_from(("", "工业和信息化部"))
)


@given(
    st.lists(lines, max_size=10, unique_by=lambda line: (line.uscc, line.year)),
    st.lists(sums_below, max_size=3),
    st.lists(titles, max_size=6),
    st.sampled_from(FACTS),
)
def test_rows_behind_add_up_to_the_fact_and_its_blanks(firms: Any, stamped: Any, held: Any, fact: Any) -> None:
    found = replace(roster(), firm_years=tuple(firms), below_size=tuple(stamped), honours=tuple(held))
    built = facts.build(found, on=ON)
    for year in (2023, 2024):
        opened = rows_behind(found, fact.name, year, on=ON)
        sums = built.years.get(year, dict.fromkeys(keys(), 0))
        assert (opened.total, opened.blank) == (sums[fact.name], sums.get(f"{fact.name}__na", 0))
        assert opened.total == sum(row.adds for row in opened.rows)
