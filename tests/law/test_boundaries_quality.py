"""Titles, patents, digital and green norms from the rows of a roster; each limit is in `test_generated_boundaries`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiqun.facts.rows import Roster
from jiqun.law import Verdict
from tests.law.rosters import (
    OUTPUT,
    bent,
    energy,
    finding,
    firm,
    of_year,
    roster,
    title,
    verdict,
    with_cluster,
    without_year,
)

MET, NOT_MET, OPEN = "met", "not_met", "undetermined"


# ── 13.3 优质企业 ──


def titled(n: int, name: str = "国家级高新技术企业") -> Roster:
    codes = [f"F{i}" for i in range(n)]
    lines = tuple(firm(code, 2024) for code in codes)
    return roster(firm_years=lines, honours=tuple(title(code, name) for code in codes))


@pytest.mark.parametrize(("n", "expected"), [(10, MET), (9, NOT_MET)])
def test_listed_firms_at_the_limit(n: int, expected: str) -> None:
    """A13.3 不少于10家."""
    assert verdict(titled(n), "13.3.firms") == expected


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
        (15, 10_001, NOT_MET),
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
    [("100", NOT_MET, MET), ("0", OPEN, OPEN)],
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
