"""Output, shares and growth from the rows of a roster: what a limit, a missing year and a reading come to.

Every limit under every reading, one unit to either side, is in `test_generated_boundaries`; here it is told why.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiqun.facts.rows import FirmYear, Roster
from jiqun.law import Verdict
from tests.law.rosters import (
    OUTPUT,
    YI,
    assess,
    finding,
    firm,
    large,
    of_year,
    roster,
    verdict,
    with_cluster,
    without_year,
)

MET, NOT_MET, OPEN = "met", "not_met", "undetermined"


def test_everything_met() -> None:
    assert assess(roster()).verdict is Verdict.MET


# ── 13.2 占地面积 ──


@pytest.mark.parametrize(
    ("square_metres", "expected"), [(100_000_000, MET), (100_000_001, NOT_MET), (99_999_999, MET), (None, OPEN)]
)
def test_area_at_the_limit(square_metres: int | None, expected: str) -> None:
    """A13.2 占地面积不超过100平方公里."""
    assert verdict(with_cluster(area_m2=square_metres), "13.2.area") == expected


# ── 13.2 产值 ──


def test_output_of_exactly_the_limit_counts_and_by_the_other_reading_does_not() -> None:
    """A13.2 近三年产值均在40亿元以上; 民法典 1259: 以上 counts the number itself."""
    found = of_year("output", {2023: 40 * YI})
    assert verdict(found, "13.2.output") == MET
    assert verdict(found, "13.2.output", 以上="strict") == NOT_MET


def test_output_as_a_mean_lets_a_good_year_make_up_for_a_bad_one() -> None:
    found = of_year("output", {2022: 20 * YI, 2023: 40 * YI, 2024: 60 * YI})
    assert verdict(found, "13.2.output") == NOT_MET
    assert verdict(found, "13.2.output", 均在="mean") == MET


def test_output_of_a_year_missing_leaves_it_open() -> None:
    assert verdict(without_year(2022), "13.2.output") == OPEN


def test_output_of_a_year_missing_and_another_below_is_not_met() -> None:
    below = replace(without_year(2022), firm_years=(firm("A", 2023, output=YI), firm("A", 2024, output=50 * YI)))
    assert verdict(below, "13.2.output") == NOT_MET


def test_output_of_the_base_year_before_does_not_matter() -> None:
    assert verdict(without_year(2021), "13.2.output") == MET


# ── 13.2 占比 ──


def shares(part: int, rest: int, *, sme: bool) -> Roster:
    """Output of 2021–2024 split between SME and large firm, or lead industry and another."""
    other = (
        (lambda year: large("L", year, output=rest)) if sme else (lambda y: firm("L", y, output=rest, industry="34"))
    )
    lines: list[FirmYear] = []
    for year in OUTPUT:
        lines += [firm("A", year, output=part), other(year)]
    return roster(firm_years=tuple(lines))


@pytest.mark.parametrize("norm", ["13.2.sme_share", "13.2.lead_share"])
def test_share_of_exactly_the_limit_is_not_above_it(norm: str) -> None:
    """A13.2 高于70%: strict, as the national text says 70%以上 where this one says 高于."""
    found = shares(7 * YI, 3 * YI, sme=norm == "13.2.sme_share")
    assert verdict(found, norm) == NOT_MET
    assert verdict(found, norm, 高于="inclusive") == MET


@pytest.mark.parametrize("norm", ["13.2.sme_share", "13.2.lead_share"])
def test_share_of_other_years_is_looked_at_only_by_its_reading(norm: str) -> None:
    found = shares(8 * YI, 2 * YI, sme=norm == "13.2.sme_share")
    lines = tuple(
        replace(x, output=(x.output or 0) * 10) if x.uscc == "L" and x.year == 2022 else x for x in found.firm_years
    )
    found = replace(found, firm_years=lines)
    assert verdict(found, norm) == MET
    assert verdict(found, norm, 占比基准="pooled") == NOT_MET
    assert verdict(found, norm, 占比基准="each_year") == NOT_MET


@pytest.mark.parametrize("norm", ["13.2.sme_share", "13.2.lead_share"])
def test_share_without_the_last_year_is_open(norm: str) -> None:
    assert verdict(without_year(2024), norm) == OPEN
    assert verdict(without_year(2022), norm) == MET
    assert verdict(without_year(2022), norm, 占比基准="pooled") == OPEN


# ── 13.2, 13.5 年均增长 ──

GROWTHS = [
    ("13.2.growth", "output", 10),
    ("13.5.rd_growth", "rd", 10),
    ("13.5.patent_growth", "patents", 15),
]


def exact_growth(percent: int) -> dict[int, int | None]:
    """A series that grows by exactly so many percent each year."""
    return {2021: 10**6, 2022: 10**4 * (100 + percent), 2023: 100 * (100 + percent) ** 2, 2024: (100 + percent) ** 3}


@pytest.mark.parametrize(("norm", "column", "percent"), GROWTHS)
def test_growth_of_exactly_the_limit(norm: str, column: str, percent: int) -> None:
    """A13.2, A13.5: 高于 is strict, 不低于 is not; a float would call 1.331 a growth above 10 %."""
    found = of_year(column, exact_growth(percent))
    assert verdict(found, norm) == (MET if norm == "13.5.patent_growth" else NOT_MET)
    assert verdict(found, norm, 高于="inclusive") == MET


@pytest.mark.parametrize(("norm", "column", "_percent"), GROWTHS)
@pytest.mark.parametrize("way", ["compound", "arithmetic", "every_year"])
def test_growth_from_a_base_of_zero_is_open(norm: str, column: str, _percent: int, way: str) -> None:
    found = of_year(column, {2021: 0, 2022: 100, 2023: 200, 2024: 400})
    assert verdict(found, norm, 年均=way) == OPEN
    assert "为零" in finding(found, norm, 年均=way).needs[0].zh
    assert verdict(found, norm, 年均=way, 年均期数="two") == MET


@pytest.mark.parametrize(("norm", "_column", "_percent"), GROWTHS)
def test_growth_over_two_intervals_does_not_need_the_year_before(norm: str, _column: str, _percent: int) -> None:
    """年均期数=two, when only three years were collected."""
    assert verdict(without_year(2021), norm, 年均期数="two") == MET
    assert verdict(without_year(2023), norm) == MET
    assert verdict(without_year(2023), norm, 年均="every_year") == OPEN
    assert verdict(without_year(2023), norm, 年均="arithmetic") == OPEN


def test_every_year_asks_for_each_single_year() -> None:
    found = of_year("output", {2021: 100, 2022: 150, 2023: 160, 2024: 300})
    assert verdict(found, "13.2.growth") == MET
    assert verdict(found, "13.2.growth", 年均="every_year") == NOT_MET
    assert finding(found, "13.2.growth", 年均="every_year").parts[1].verdict is Verdict.NOT_MET


def test_arithmetic_mean_lies_above_the_compound_rate() -> None:
    """+30 %, −20 %, +21 %: 7.98 % compound, 10.33 % as a mean."""
    found = of_year("output", {2021: 1000, 2022: 1300, 2023: 1040, 2024: 1259})
    assert verdict(found, "13.2.growth") == NOT_MET
    assert verdict(found, "13.2.growth", 年均="arithmetic") == MET


def test_rd_counts_smes_by_the_class_of_each_year_or_of_the_last() -> None:
    """A13.5: a firm that was large in the base year brings its R&D into a fixed cohort."""
    lines = tuple(firm("A", y, rd=v) for y, v in exact_growth(20).items())
    lines += (large("B", 2021, rd=10**6), *(firm("B", y, rd=10**5) for y in (2022, 2023, 2024)))
    found = roster(firm_years=lines)
    assert verdict(found, "13.5.rd_growth") == MET
    assert verdict(found, "13.5.rd_growth", 中小企业="last_year") == NOT_MET


def test_sme_share_by_the_class_of_each_year_or_of_the_last() -> None:
    lines: list[FirmYear] = []
    for year in OUTPUT:
        big = large if year == 2022 else firm
        lines += [firm("A", year, output=YI), big("B", year, output=YI)]
    found = roster(firm_years=tuple(lines))
    assert verdict(found, "13.2.sme_share", 占比基准="each_year") == NOT_MET
    assert verdict(found, "13.2.sme_share", 占比基准="each_year", 中小企业="last_year") == MET


def test_measure_on_the_first_and_the_last_day() -> None:
    """A19: in force from 2023-02-28 for three years."""
    from jiqun import facts, law

    measure, built = law.load("gd_2023_4"), facts.build(roster(), on=date(2025, 3, 20))
    assert measure.assess(built, on=date(2023, 2, 28)).verdict is Verdict.MET
    assert measure.assess(built, on=date(2026, 2, 27)).verdict is Verdict.MET
    for outside in (date(2023, 2, 27), date(2026, 2, 28)):
        with pytest.raises(law.NoMeasureInForce, match="2023-02-28 至 2026-02-27"):
            measure.assess(built, on=outside)
        with pytest.raises(law.NoMeasureInForce):
            measure.parameters(outside)
