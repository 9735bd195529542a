"""Facts are additive integers per cluster and year; each sum knows how many rows gave no figure."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun import facts
from jiqun.facts import FactError, Facts, rollup, select
from jiqun.facts.columns import FIGURES, FLAGS, NAMES, FlatRow
from jiqun.facts.declarations import keys
from jiqun.facts.prepare import LARGEST, flat_rows
from tests.law import rosters
from tests.law.rosters import ON, WAN, below, bent, firm, large, of_year, roster, title


def sums(found: Any, year: int = 2024) -> Any:
    return facts.build(found, on=ON).years[year]


def flat() -> st.SearchStrategy[FlatRow]:
    figures = {c.name: st.none() | st.integers(0, 10**12) for c in FIGURES}
    flags = {c.name: st.integers(0, 1) for c in FLAGS}
    ones = {name: st.none() | st.integers(0, 1) for name in ("platform", "software", "sme", "sme_last")}
    at = {"cluster": st.sampled_from(["甲", "乙"]), "year": st.integers(2021, 2024)}
    return st.fixed_dictionaries({**figures, **flags, **ones, **at})


def test_sum_with_a_blank_is_kept_with_the_number_of_blanks() -> None:
    found = sums(of_year("output", {2024: None}))
    assert (found["output"], found["output__na"], found["lines"]) == (0, 1, 4)


def test_sum_with_a_zero_has_no_blank() -> None:
    found = sums(of_year("output", {2024: 0}))
    assert (found["output"], found["output__na"]) == (0, 0)


def test_sizes_are_three_separate_facts() -> None:
    """中小企业划型标准规定: SME, not SME and unknown."""
    lines = (
        firm("A", 2024, output=1),
        large("B", 2024, output=20),
        firm("C", 2024, output=300, employees=2_000, revenue=None),
    )
    found = sums(roster(firm_years=lines))
    assert [found[f"output_{size}"] for size in ("sme", "large", "unsized")] == [1, 20, 300]
    assert [found[f"firms_{size}"] for size in ("sme", "large", "unsized")] == [1, 1, 1]


def test_last_year_class_is_of_the_base_year_or_of_a_firm_s_own_last_year() -> None:
    lines = (
        firm("grew", 2022, output=1),
        large("grew", 2024, output=1),
        large("shrank", 2022, output=10),
        firm("shrank", 2024, output=10),
        large("left", 2022, output=100),
    )
    found = sums(roster(firm_years=lines), 2022)
    assert (found["output_sme"], found["output_large"]) == (1, 110)
    assert (found["output_sme_last"], found["output_large_last"]) == (10, 101)


def test_last_year_class_is_not_known_when_the_base_year_is_missing() -> None:
    found = sums(roster(firm_years=(firm("A", 2023, output=1), large("B", 2023, output=20))), 2023)
    assert (found["output_sme_last"], found["output_large_last"], found["output_unsized_last"]) == (0, 0, 21)


def test_lead_industry_is_told_by_the_beginning_of_the_code() -> None:
    lines = (firm("A", 2024, output=1, industry="3311"), firm("B", 2024, output=20, industry="3411"))
    found = sums(roster(firm_years=lines))
    assert (found["output_lead"], found["output_other"]) == (1, 20)


def test_summary_line_counts_its_firms_and_is_an_sme() -> None:
    """规下汇总: firms below size enter as one line by size class and lead industry."""
    found = sums(roster(below_size=(below(2024, output=7, rd=3, firms=12, employees=50, lead=False),)))
    assert found["firms"] == 4 + 12
    assert (found["lines"], found["below_lines"]) == (4, 1)
    assert found["employees"] == 800 + 50
    assert found["output_other"] == 7
    assert found["output_sme"] == rosters.OUTPUT[2024] + 7
    assert found["output_roster"] == rosters.OUTPUT[2024]
    assert (found["patents__na"], found["platform_silent"]) == (0, 12)


def test_firm_with_several_titles_counts_once_as_a_firm_and_twice_as_titles() -> None:
    """A13.3: 家 counts firms."""
    found = sums(roster(honours=(title("B", "国家级高新技术企业"), title("B", "创新型中小企业"))))
    assert found["listed_firms_all_any_level"] == 1
    assert found["listed_titles_all_any_level"] == 2


def test_the_same_title_twice_counts_once() -> None:
    twice = (title("B", "创新型中小企业", batch="1"), title("B", "创新型中小企业", batch="2"))
    assert sums(roster(honours=twice))["listed_titles_all_any_level"] == 1


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (ON, None, 1),
        (date(2025, 3, 21), None, 0),
        (date(2020, 1, 1), ON, 1),
        (date(2020, 1, 1), date(2025, 3, 19), 0),
    ],
)
def test_title_counts_when_valid_on_the_day(start: date, end: date | None, counted: int) -> None:
    held = title("B", "创新型中小企业", valid_from=start, valid_to=end)
    assert sums(roster(honours=(held,)))["listed_firms_all_any_level"] == counted


def test_champions_by_level() -> None:
    """A13.3: the unqualified 单项冠军企业 is of any level by default, or provincial only."""
    held = (title("B", "国家级制造业单项冠军企业"), title("C", "省级制造业单项冠军企业"))
    found = sums(roster(honours=held))
    assert (found["listed_firms_all_any_level"], found["listed_firms_all_provincial"]) == (2, 1)
    assert found["top_firms"] == 1


def test_chain_leader_needs_issuer_and_level() -> None:
    """A13.3: 链主企业 without them is not counted and not excluded either."""
    held = (title("B", "链主企业", issuer=""), title("C", "链主企业"))
    found = sums(roster(honours=held))
    assert (found["listed_firms_all_any_level"], found["listed_firms_all_any_level__na"]) == (1, 1)


def test_title_of_a_firm_off_the_roster_is_named_and_not_counted() -> None:
    built = facts.build(roster(honours=(title("X", "创新型中小企业"),)), on=ON)
    assert built.strays == ("X",)
    assert built.years[2024]["listed_firms_all_any_level"] == 0


def test_same_firm_and_year_twice_is_refused() -> None:
    with pytest.raises(FactError, match="企业 A 的 2024 年数据出现两次"):
        facts.build(roster(firm_years=(firm("A", 2024), firm("A", 2024))), on=ON)


@pytest.mark.parametrize("figure", [1.5, -1, True])
def test_figure_that_is_not_a_whole_number_is_refused(figure: Any) -> None:
    with pytest.raises(FactError, match="不是非负整数"):
        facts.build(of_year("output", {2024: figure}), on=ON)


def test_sum_that_reaches_the_largest_integer_is_refused() -> None:
    lines = (firm("A", 2024, output=LARGEST - 1), firm("B", 2024, output=1))
    with pytest.raises(FactError, match="2\\^63"):
        facts.build(roster(firm_years=lines), on=ON)


def test_sum_just_below_the_largest_integer_is_exact() -> None:
    lines = (firm("A", 2024, output=LARGEST - 2), firm("B", 2024, output=1))
    assert sums(roster(firm_years=lines))["output"] == LARGEST - 1


@given(st.lists(flat(), max_size=12), st.randoms())
def test_order_of_rows_never_changes_a_fact(rows: list[FlatRow], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert rollup.in_memory(rows) == rollup.in_memory(shuffled)
    assert rollup.digest(rollup.in_memory(rows)) == rollup.digest(reversed(rollup.in_memory(shuffled)))


@given(st.lists(flat(), max_size=12), st.integers(0, 12))
def test_facts_of_two_halves_add_up_to_the_whole(rows: list[FlatRow], cut: int) -> None:
    whole = {(line.cluster, line.year): dict(line.sums) for line in rollup.in_memory(rows)}
    added: dict[tuple[str, int], dict[str, int]] = {}
    for half in (rows[:cut], rows[cut:]):
        for line in rollup.in_memory(half):
            into = added.setdefault((line.cluster, line.year), dict.fromkeys(keys(), 0))
            for name, number in line.sums.items():
                into[name] += number
    assert added == whole


@given(st.lists(flat(), max_size=12))
def test_sizes_and_industries_partition_the_output(rows: list[FlatRow]) -> None:
    for line in rollup.in_memory(rows):
        s = line.sums
        assert s["output"] == s["output_sme"] + s["output_large"] + s["output_unsized"]
        assert s["output"] == s["output_sme_last"] + s["output_large_last"] + s["output_unsized_last"]
        assert s["output"] == s["output_lead"] + s["output_other"]


def test_select_is_plain_and_groups_by_cluster_and_year() -> None:
    text = select.text()
    assert text.endswith("FROM roster_row\nGROUP BY cluster, year\nORDER BY cluster, year")
    assert not any(mark in text for mark in ("%", "?", "::", "CAST", "'", '"', "/"))


def test_flat_row_has_every_column_and_nothing_else() -> None:
    rows = flat_rows(roster(below_size=(below(2024),)), on=ON, cluster="甲")
    assert {frozenset(row) for row in rows} == {frozenset(NAMES)}


def test_json_of_facts_is_exact_and_stable() -> None:
    found = roster(incidents=(rosters.incident("安全事故", "一般"),), efficiency=(rosters.energy("1/3", "0.5"),))
    built = facts.build(found, on=ON)
    again = Facts.from_json(built.to_json())
    assert (again, again.to_json(), again.sha256) == (built, built.to_json(), built.sha256)


def test_json_of_another_format_is_refused() -> None:
    text = facts.build(roster(), on=ON).to_json().replace("jiqun-facts-1", "jiqun-facts-0")
    with pytest.raises(FactError, match="jiqun-facts-0"):
        Facts.from_json(text)


def test_json_without_a_fact_is_refused() -> None:
    text = facts.build(roster(), on=ON).to_json().replace('"employees":', '"people":')
    with pytest.raises(FactError, match="employees、people"):
        Facts.from_json(text)


def test_hash_changes_with_one_fen() -> None:
    other = bent(lambda line: replace(line, rd=line.rd + 1) if line.uscc == "B" and line.year == 2021 else line)
    assert facts.build(other, on=ON).sha256 != facts.build(roster(), on=ON).sha256


def test_rd_of_ten_thousand_yuan_is_a_million_fen() -> None:
    assert sums(roster())["rd_sme"] == 140 * WAN
