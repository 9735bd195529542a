"""What if: sums move, counts of lines never do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun import facts
from jiqun.bilingual import speaking
from jiqun.facts import FactError, Facts
from jiqun.facts.supposing import FIGURES, supposing
from jiqun.facts.typed import Totals, YearTotals, typed
from tests.law.rosters import ON, WAN, YI, bent, firm, large, of_year, roster, with_cluster

BUILT = facts.build(roster(), on=ON)


def moved(after: Facts, before: Facts = BUILT, year: int = 2024) -> dict[str, int]:
    """What changed in a year, by fact."""
    return {
        name: number - before.years[year][name]
        for name, number in after.years[year].items()
        if number != before.years[year][name]
    }


def test_more_output_of_smes_of_the_lead_industry_enters_each_of_its_sums() -> None:
    """A13.2: total, lead industry and SMEs' output, by either class."""
    after = supposing(BUILT, 2024, output=YI)
    assert moved(after) == dict.fromkeys(
        ("output", "output_lead", "output_roster", "output_sme", "output_sme_last"), YI
    )
    assert {year: after.years[year] == BUILT.years[year] for year in (2021, 2022, 2023)} == {
        2021: True,
        2022: True,
        2023: True,
    }


def test_output_of_large_firms_outside_the_lead_industry_enters_other_sums() -> None:
    after = supposing(BUILT, 2024, lead=False, sme=False, output=YI)
    assert moved(after) == dict.fromkeys(
        ("output", "output_other", "output_roster", "output_large", "output_large_last"), YI
    )


def test_several_figures_move_together_and_less_is_negative() -> None:
    """A13.5, A13.7"""
    after = supposing(BUILT, 2024, rd=-WAN, patents=3, co2=-5, employees=7)
    assert moved(after) == {"rd_sme": -WAN, "rd_sme_last": -WAN, "patents": 3, "co2": -5, "employees": 7}


def test_supposed_users_of_a_platform_are_firms_that_answered_no() -> None:
    """A13.6: who answered stays the same."""
    assert moved(supposing(BUILT, 2024, platform=2)) == {"platform_users": 2, "platform_unused": -2}
    assert moved(supposing(BUILT, 2024, software=-1)) == {"software_users": -1}


def test_area_and_population_are_the_cluster_s() -> None:
    """A13.2 占地面积"""
    after = supposing(BUILT, 2024, area_m2=-600_000, population=5)
    assert (after.area_m2, after.population) == (58_000_000, 100_005)
    assert after.years == BUILT.years


def test_nothing_supposed_changes_nothing() -> None:
    assert supposing(BUILT, 2024).sha256 == BUILT.sha256


def test_supposed_facts_have_a_hash_of_their_own() -> None:
    assert supposing(BUILT, 2024, output=1).sha256 != BUILT.sha256
    assert supposing(supposing(BUILT, 2024, output=1), 2024, output=-1).sha256 == BUILT.sha256


@given(st.sampled_from(FIGURES), st.integers(0, 10**12), st.booleans(), st.booleans())
def test_supposing_is_the_recount_of_the_roster_with_that_figure_changed(
    figure: str, more: int, lead: bool, sme: bool
) -> None:
    """For every figure that does not decide the class, a firm of that kind with so much more gives the same facts."""

    def with_more(more: int) -> Facts:
        kind = firm if sme else large
        line = kind("E", 2024, industry="3311" if lead else "3411")
        # A figure a firm did not give stays blank in the plain roster of the tests.
        now = getattr(line, figure)
        figures: dict[str, Any] = {figure: (now or 0) + more}
        line = replace(line, **figures)
        return facts.build(replace(roster(), firm_years=(*roster().firm_years, line)), on=ON)

    if figure in ("employees", "revenue"):
        more = more % 2 if sme else more
    assert supposing(with_more(0), 2024, lead=lead, sme=sme, **{figure: more}) == with_more(more)


def refused(lang: str = "zh", built: Facts = BUILT, year: int = 2024, **more: Any) -> str:
    with pytest.raises(FactError) as said, speaking(lang):
        supposing(built, year, **more)
    return said.value.text.en if lang == "en" else said.value.text.zh


def test_all_of_a_sum_can_be_taken_away_and_not_one_fen_more() -> None:
    everything = BUILT.years[2024]["output"]
    assert supposing(BUILT, 2024, output=-everything).years[2024]["output"] == 0
    assert refused(output=-everything - 1) == (
        "2024 年“产值”为 680,000 万元，假设减少 680,000.000001 万元后成为负数；最多只能减少 680,000 万元。"
    )
    assert refused("en", output=-everything - 1) == (
        "output of 2024: 6,800 million yuan. Less 6,800.00000001 million yuan, it would be negative; "
        "at most 6,800 million yuan can be taken away."
    )


def test_output_taken_from_firms_that_have_none_is_refused() -> None:
    assert refused(lead=False, output=-1).startswith("2024 年“其他行业产值”为 0 万元")


def test_more_users_than_firms_that_answered_no_are_refused() -> None:
    assert supposing(BUILT, 2024, platform=3).years[2024]["platform_unused"] == 0
    assert refused(platform=4) == (
        "2024 年已答复“未应用”的企业只有 3 家，不能假设再增加 4 家“应用工业互联网平台的企业”。"
    )


def test_fewer_users_than_none_are_refused() -> None:
    assert refused(software=-2).startswith("2024 年“应用工业软件的企业”为 1 家，假设减少 2 家后成为负数")


def test_year_without_data_is_refused() -> None:
    assert refused(year=2019, output=1) == (
        "名册没有 2019 年的数据，不能在这一年上假设；请选择 2021、2022、2023、2024。"
    )


def test_more_area_than_there_is_cannot_be_taken_away() -> None:
    """A13.2 占地面积: a figure of the cluster, of no year."""
    assert refused(area_m2=-100_000_000) == (
        "“占地面积”为 58.6 平方公里，假设减少 100 平方公里后成为负数；最多只能减少 58.6 平方公里。"
    )
    assert refused("en", area_m2=-100_000_000).startswith("area: 58.6 km². Less 100 km², it would be negative")


def test_name_that_cannot_be_supposed_is_refused() -> None:
    assert refused(firms=1).startswith("不能假设“firms”；可以假设的有：employees、revenue、output")


@pytest.mark.parametrize("number", [1.5, True, "3"])
def test_change_that_is_not_a_whole_number_is_refused(number: Any) -> None:
    assert "不是整数" in refused(output=number)


def test_area_that_was_not_given_cannot_change() -> None:
    without = facts.build(with_cluster(area_m2=None), on=ON)
    assert refused(built=without, area_m2=1) == "没有填写占地面积，不能在其上假设增减；请先补填。"
    assert supposing(without, 2024, output=1).area_m2 is None


def test_of_typed_totals_those_that_were_given_move() -> None:
    """对标自测: who typed only the total and no users can suppose the one and not the other."""
    built = typed(Totals(2024, years={2024: YearTotals(output=5 * YI, output_sme=4 * YI)}), on=ON)
    assert moved(supposing(built, 2024, output=YI), built) == {"output": YI, "output_sme": YI}
    assert refused(built=built, patents=1) == "没有填写有效发明专利，不能在其上假设增减；请先补填。"
    assert refused(built=built, platform=1) == "没有填写应用工业互联网平台的企业，不能在其上假设增减；请先补填。"


def test_sum_that_would_reach_the_largest_integer_is_refused() -> None:
    assert refused(output=2**63) == (
        "假设后，2024 年“产值”不小于 9,223,372,036,854.775808 万元，超出系统能够计算的范围；请检查假设的数值和单位。"
    )
    assert "of 2024 would be 92,233,720,368.54775808 million yuan or more" in refused("en", output=2**63)


def test_blank_of_a_firm_stays_a_blank() -> None:
    """A lower bound stays one: what a firm did not say is not supposed."""
    before = facts.build(of_year("output", {2024: None}), on=ON)
    after = supposing(before, 2024, output=5)
    assert (after.years[2024]["output"], after.years[2024]["output__na"]) == (5, 1)


def test_records_beside_the_sums_stay() -> None:
    before = facts.build(bent(lambda line: line), on=ON)
    after = supposing(before, 2024, output=5)
    assert (after.searches, after.on, after.name) == (before.searches, before.on, before.name)
