"""Each computed norm at its limit, one unit below, one above, with a year missing, and with a zero."""

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
    bent,
    energy,
    finding,
    firm,
    large,
    of_year,
    roster,
    title,
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


@pytest.mark.parametrize("year", [2022, 2023, 2024])
@pytest.mark.parametrize(
    ("fen", "default", "strict"),
    [(40 * YI, MET, NOT_MET), (40 * YI - 1, NOT_MET, NOT_MET), (40 * YI + 1, MET, MET), (0, NOT_MET, NOT_MET)],
)
def test_output_of_each_year_at_the_limit(year: int, fen: int, default: str, strict: str) -> None:
    """A13.2 近三年产值均在40亿元以上; 民法典 1259."""
    found = of_year("output", {year: fen})
    assert verdict(found, "13.2.output") == default
    assert verdict(found, "13.2.output", 以上="strict") == strict


@pytest.mark.parametrize(
    ("last", "default", "strict"),
    [(60 * YI, MET, NOT_MET), (60 * YI - 1, NOT_MET, NOT_MET), (60 * YI + 1, MET, MET)],
)
def test_output_as_a_mean_of_three_years(last: int, default: str, strict: str) -> None:
    found = of_year("output", {2022: 20 * YI, 2023: 40 * YI, 2024: last})
    assert verdict(found, "13.2.output", 均在="mean") == default
    assert verdict(found, "13.2.output", 均在="mean", 以上="strict") == strict
    assert verdict(found, "13.2.output") == NOT_MET


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
@pytest.mark.parametrize("basis", ["last_year", "pooled", "each_year"])
@pytest.mark.parametrize(
    ("part", "rest", "strict", "inclusive"),
    [
        (7 * YI, 3 * YI, NOT_MET, MET),
        (7 * YI + 1, 3 * YI, MET, MET),
        (7 * YI - 1, 3 * YI, NOT_MET, NOT_MET),
        (0, 3 * YI, NOT_MET, NOT_MET),
        (YI, 0, MET, MET),
        (0, 0, OPEN, OPEN),
    ],
)
def test_share_at_the_limit(norm: str, basis: str, part: int, rest: int, strict: str, inclusive: str) -> None:
    """A13.2 高于70%: strict, as the national text says 70%以上 where this one says 高于."""
    found = shares(part, rest, sme=norm == "13.2.sme_share")
    assert verdict(found, norm, 占比基准=basis) == strict
    assert verdict(found, norm, 占比基准=basis, 高于="inclusive") == inclusive


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
@pytest.mark.parametrize("way", ["compound", "arithmetic", "every_year"])
@pytest.mark.parametrize("intervals", ["three", "two"])
def test_growth_of_exactly_the_limit(norm: str, column: str, percent: int, way: str, intervals: str) -> None:
    """A13.2, A13.5: 高于 is strict, 不低于 is not; a float would call 1.331 a growth above 10 %."""
    found = of_year(column, exact_growth(percent))
    at_limit = MET if norm == "13.5.patent_growth" else NOT_MET
    readings = {"年均": way, "年均期数": intervals}
    assert verdict(found, norm, **readings) == at_limit
    assert verdict(found, norm, **readings, 高于="inclusive") == MET


@pytest.mark.parametrize(("norm", "column", "percent"), GROWTHS)
@pytest.mark.parametrize("way", ["compound", "arithmetic", "every_year"])
@pytest.mark.parametrize(("unit", "expected"), [(1, MET), (-1, NOT_MET)])
def test_growth_one_unit_off_the_limit(
    norm: str, column: str, percent: int, way: str, unit: int, expected: str
) -> None:
    series = exact_growth(percent)
    series[2024] = (series[2024] or 0) + unit
    strictly = MET if expected == MET and way != "every_year" else NOT_MET
    found = of_year(column, series)
    reading = expected if norm == "13.5.patent_growth" else strictly
    assert verdict(found, norm, 年均=way) == reading


@pytest.mark.parametrize(("norm", "column", "_percent"), GROWTHS)
@pytest.mark.parametrize("way", ["compound", "arithmetic", "every_year"])
def test_growth_from_a_base_of_zero_is_open(norm: str, column: str, _percent: int, way: str) -> None:
    found = of_year(column, {2021: 0, 2022: 100, 2023: 200, 2024: 400})
    assert verdict(found, norm, 年均=way) == OPEN
    assert "为零" in finding(found, norm, 年均=way).needs[0].zh
    assert verdict(found, norm, 年均=way, 年均期数="two") == MET


@pytest.mark.parametrize(("norm", "column", "_percent"), GROWTHS)
def test_growth_down_to_zero_is_not_met(norm: str, column: str, _percent: int) -> None:
    assert verdict(of_year(column, {2024: 0}), norm) == NOT_MET


@pytest.mark.parametrize(("norm", "_column", "_percent"), GROWTHS)
@pytest.mark.parametrize("year", [2021, 2024])
def test_growth_without_its_first_or_last_year_is_open(norm: str, _column: str, _percent: int, year: int) -> None:
    assert verdict(without_year(year), norm) == OPEN


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


# ── 13.3 优质企业 ──


def titled(n: int, name: str = "国家级高新技术企业") -> Roster:
    codes = [f"F{i}" for i in range(n)]
    lines = tuple(firm(code, 2024) for code in codes)
    return roster(firm_years=lines, honours=tuple(title(code, name) for code in codes))


@pytest.mark.parametrize(("n", "expected"), [(10, MET), (9, NOT_MET), (11, MET), (0, NOT_MET)])
def test_listed_firms_at_the_limit(n: int, expected: str) -> None:
    """A13.3 不少于10家."""
    found = titled(n) if n else roster(honours=())
    assert verdict(found, "13.3.firms") == expected


@pytest.mark.parametrize("name", ["国家级制造业单项冠军企业", "专精特新“小巨人”企业"])
def test_one_top_firm_of_the_lead_industry_is_enough(name: str) -> None:
    """A13.3 不少于1家主导产业的…."""
    assert verdict(titled(1, name), "13.3.firms") == MET
    elsewhere = roster(firm_years=(firm("X", 2024, industry="3411"),), honours=(title("X", name),))
    assert verdict(elsewhere, "13.3.firms") == NOT_MET


def test_several_titles_count_by_their_reading() -> None:
    found = titled(5)
    doubled = replace(found, honours=(*found.honours, *(replace(h, title="创新型中小企业") for h in found.honours)))
    assert verdict(doubled, "13.3.firms") == NOT_MET
    assert verdict(doubled, "13.3.firms", 家数="titles") == MET


def test_titles_of_other_industries_count_by_their_reading() -> None:
    found = titled(10)
    lines = (replace(found.firm_years[0], industry="3411"), *found.firm_years[1:])
    found = replace(found, firm_years=lines)
    assert verdict(found, "13.3.firms") == MET
    assert verdict(found, "13.3.firms", 称号范围="lead_industry") == NOT_MET


def test_national_champions_of_other_industries_count_by_their_reading() -> None:
    found = titled(10)
    champion = replace(found.honours[0], title="国家级制造业单项冠军企业")
    lines = (replace(found.firm_years[0], industry="3411"), *found.firm_years[1:])
    found = replace(found, firm_years=lines, honours=(champion, *found.honours[1:]))
    assert verdict(found, "13.3.firms") == MET
    assert verdict(found, "13.3.firms", 单项冠军="provincial") == NOT_MET


def test_chain_leader_without_issuer_leaves_the_tenth_open() -> None:
    found = titled(10)
    unsure = replace(found.honours[0], title="链主企业", issuer="")
    found = replace(found, honours=(unsure, *found.honours[1:]))
    assert verdict(found, "13.3.firms") == OPEN
    assert "链主" in finding(found, "13.3.firms").needs[0].zh


def test_titles_without_the_base_year_are_open() -> None:
    assert verdict(without_year(2024), "13.3.firms") == OPEN


# ── 13.5 每万人 ──


@pytest.mark.parametrize(
    ("patents", "people", "expected"),
    [
        (15, 10_000, MET),
        (14, 10_000, NOT_MET),
        (16, 10_000, MET),
        (15, 10_001, NOT_MET),
        (0, 10_000, NOT_MET),
        (1, 0, OPEN),
    ],
)
def test_patent_density_at_the_limit(patents: int, people: int, expected: str) -> None:
    """A13.5 每万人有效发明专利拥有量不低于15个."""
    found = roster(firm_years=(firm("A", 2024, patents=patents, employees=people),))
    assert verdict(found, "13.5.patent_density") == expected


@pytest.mark.parametrize(
    ("population", "expected"), [(160 * 10_000 // 15, MET), (160 * 10_000 // 15 + 1, NOT_MET), (None, OPEN)]
)
def test_patent_density_by_residents(population: int | None, expected: str) -> None:
    assert verdict(with_cluster(population=population), "13.5.patent_density", 每万人="population") == expected


def test_patent_density_without_the_year_is_open() -> None:
    assert verdict(without_year(2024), "13.5.patent_density") == OPEN


# ── 13.6 数字化 ──


def using(users: int, others: int, silent: int = 0) -> Roster:
    lines = [firm(f"U{i}", 2024, platform=True) for i in range(users)]
    lines += [firm(f"N{i}", 2024, platform=False) for i in range(others)]
    lines += [firm(f"S{i}", 2024, platform=None) for i in range(silent)]
    return roster(firm_years=tuple(lines))


@pytest.mark.parametrize(
    ("users", "others", "silent", "answered", "of_all"),
    [
        (3, 17, 0, MET, MET),
        (2, 18, 0, NOT_MET, NOT_MET),
        (4, 16, 0, MET, MET),
        (0, 20, 0, NOT_MET, NOT_MET),
        (3, 17, 1, MET, OPEN),
        (2, 18, 1, NOT_MET, NOT_MET),
        (2, 17, 1, NOT_MET, OPEN),
        (0, 0, 5, OPEN, OPEN),
    ],
)
def test_platform_use_at_the_limit(users: int, others: int, silent: int, answered: str, of_all: str) -> None:
    """A13.6 工业互联网平台应用普及率不低于15%: a firm that did not answer may be a user."""
    found = using(users, others, silent)
    assert verdict(found, "13.6.platform") == answered
    assert verdict(found, "13.6.platform", 普及率分母="all") == of_all


def test_platform_use_without_the_year_is_open() -> None:
    assert verdict(without_year(2024), "13.6.platform") == OPEN


def software(*users: int) -> Roster:
    """Ten firms a year from 2022 on, so many of which use software."""
    return roster(
        firm_years=tuple(
            firm(f"F{i}", year, software=i < n)
            for year, n in zip((2022, 2023, 2024), users, strict=True)
            for i in range(10)
        )
    )


@pytest.mark.parametrize(
    ("users", "not_below", "ends"),
    [
        ((3, 4, 5), MET, MET),
        ((3, 3, 3), MET, NOT_MET),
        ((3, 2, 5), NOT_MET, MET),
        ((3, 4, 3), NOT_MET, NOT_MET),
        ((0, 0, 1), MET, MET),
    ],
)
def test_software_rising_by_both_readings(users: tuple[int, ...], not_below: str, ends: str) -> None:
    """A13.6 工业软件应用率稳步提升."""
    assert verdict(software(*users), "13.6.software") == not_below
    assert verdict(software(*users), "13.6.software", 稳步提升="ends") == ends


def test_software_without_a_year_is_open() -> None:
    assert verdict(without_year(2022), "13.6.software") == OPEN
    assert verdict(without_year(2023), "13.6.software", 稳步提升="ends") == NOT_MET


# ── 13.7 绿色 ──


def emitting(*co2: int) -> Roster:
    return roster(
        firm_years=tuple(
            firm("A", year, output=10**8, value_added=10**7, co2=kg) for year, kg in zip(OUTPUT, co2, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("co2", "two_falls", "three_falls", "ends"),
    [
        ((9, 8, 7, 6), MET, MET, MET),
        ((7, 8, 7, 6), MET, NOT_MET, MET),
        ((9, 8, 8, 6), NOT_MET, NOT_MET, MET),
        ((9, 8, 9, 8), NOT_MET, NOT_MET, NOT_MET),
        ((9, 8, 7, 0), MET, MET, MET),
    ],
)
def test_carbon_intensity_falling_by_its_readings(
    co2: tuple[int, ...], two_falls: str, three_falls: str, ends: str
) -> None:
    """A13.7 近三年二氧化碳排放量强度持续下降: a fall is strict."""
    found = emitting(*co2)
    assert verdict(found, "13.7.co2_intensity") == two_falls
    assert verdict(found, "13.7.co2_intensity", 持续下降="three_falls") == three_falls
    assert verdict(found, "13.7.co2_intensity", 持续下降="ends") == ends


def test_carbon_intensity_by_value_added() -> None:
    found = bent(lambda line: replace(line, value_added=100 if line.uscc == "A" else 0))
    assert verdict(found, "13.7.co2_intensity") == MET
    assert verdict(found, "13.7.co2_intensity", 强度分母="value_added") == NOT_MET
    blank = bent(lambda line: replace(line, value_added=None))
    assert verdict(blank, "13.7.co2_intensity", 强度分母="value_added") == OPEN


@pytest.mark.parametrize(("year", "expected"), [(2021, MET), (2022, OPEN), (2023, OPEN), (2024, OPEN)])
def test_carbon_intensity_without_a_year(year: int, expected: str) -> None:
    assert verdict(without_year(year), "13.7.co2_intensity") == expected


def test_carbon_intensity_without_output_is_open() -> None:
    assert verdict(of_year("output", {2024: 0}), "13.7.co2_intensity") == OPEN


STEEL = {"lead_codes": ("31",)}


@pytest.mark.parametrize(("norm", "kind"), [("13.7.energy", "能效"), ("13.7.water", "水效")])
@pytest.mark.parametrize(
    ("used", "strict", "inclusive"),
    [("100", NOT_MET, MET), ("99.999", MET, MET), ("100.001", NOT_MET, NOT_MET), ("0", OPEN, OPEN)],
)
def test_efficiency_at_the_benchmark(norm: str, kind: str, used: str, strict: str, inclusive: str) -> None:
    """A13.7 高于行业基准值: better means unit consumption below the benchmark."""
    found = replace(with_cluster(**STEEL), efficiency=(energy(used, "100", kind),))
    assert verdict(found, norm) == strict
    assert verdict(found, norm, 高于="inclusive") == inclusive


@pytest.mark.parametrize(("norm", "kind"), [("13.7.energy", "能效"), ("13.7.water", "水效")])
def test_one_product_worse_than_the_benchmark_is_not_met(norm: str, kind: str) -> None:
    lines = (energy("90", "100", kind), energy("101", "100", kind))
    found = finding(replace(with_cluster(**STEEL), efficiency=lines), norm)
    assert found.verdict is Verdict.NOT_MET
    assert [part.id for part in found.parts] == [f"{norm}.1", f"{norm}.2"]


@pytest.mark.parametrize("norm", ["13.7.energy", "13.7.water"])
def test_efficiency_without_lines_of_the_base_year_is_open(norm: str) -> None:
    old = replace(with_cluster(**STEEL), efficiency=(energy("9", "10", "能效", 2023), energy("9", "10", "水效", 2023)))
    assert verdict(with_cluster(**STEEL), norm) == OPEN
    assert verdict(old, norm) == OPEN


def test_efficiency_applies_only_to_industries_on_the_list() -> None:
    """A13.7 属于高耗能行业、高用水行业的集群; 441 is high-water, a lead industry of 44 may or may not be."""
    assert verdict(with_cluster(lead_codes=("33",)), "13.7.energy") == "not_applicable"
    assert verdict(with_cluster(lead_codes=("33", "311")), "13.7.energy") == OPEN
    partly = replace(with_cluster(lead_codes=("44",)), efficiency=(energy("9", "10", "水效"),))
    assert verdict(partly, "13.7.water") == OPEN
    assert "更细的代码" in finding(partly, "13.7.water").needs[0].zh


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
