"""Totals that somebody typed: the findings of a roster with these totals; what is blank stays undetermined."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun import facts, law
from jiqun.facts import FactError, Facts
from jiqun.facts.rows import BelowSize, FirmYear
from jiqun.facts.typed import Totals, YearTotals, contradictions, typed
from jiqun.law import Assessment
from tests.law.rosters import BASE, ON, WAN, YEARS, YI, firm, large, roster, title

MEASURE = law.load("gd_2023_4")


def totals_of(found: Facts) -> Totals:
    """The totals a clerk would read off a roster and type."""

    def year(number: int) -> YearTotals:
        sums = found.years[number]
        return YearTotals(
            output=sums["output"],
            output_sme=sums["output_sme"],
            output_lead=sums["output_lead"],
            rd_sme=sums["rd_sme"],
            patents=sums["patents"],
            software_users=sums["software_users"],
            software_answered=sums["software_answered"],
            co2=sums["co2"],
            output_reported=sums["output_roster"],
        )

    base = found.years[found.base_year]
    return Totals(
        base_year=found.base_year,
        name=found.name,
        lead_codes=found.lead_codes,
        area_m2=found.area_m2,
        population=found.population,
        firms=base["firms"],
        employees=base["employees"],
        platform_users=base["platform_users"],
        platform_answered=base["platform_answered"],
        top_firms=base["top_firms"],
        listed_firms=base["listed_firms_all_any_level"],
        years={number: year(number) for number in found.years},
        searched_on=date(2025, 3, 1),
    )


def said(assessment: Assessment) -> dict[str, tuple[Any, ...]]:
    """What an assessment says of each computed norm, names of registers aside."""
    return {
        f.id: (f.verdict, f.value, f.exact, f.limit, f.margin, [(i.year, i.value, i.missing) for i in f.inputs])
        for f in assessment.findings
    }


amounts = st.integers(0, 60 * YI)
answers = st.sampled_from([True, False, None])
firms = st.builds(
    lambda make, industry, output, rd, patents, co2, platform, software: lambda code, year: make(
        code, year, industry=industry, output=output, rd=rd, patents=patents, co2=co2, platform=platform,
        software=software,
    ),
    st.sampled_from([firm, large]), st.sampled_from(["3311", "1712"]), amounts, st.integers(0, 100 * WAN),
    st.integers(0, 200), st.integers(0, 10**9), answers, answers,
)  # fmt: skip
below = st.builds(
    BelowSize, st.sampled_from(YEARS), st.just("小型"), st.booleans(), st.integers(0, 50), amounts,
    st.integers(0, 20 * WAN), st.integers(0, 900),
)  # fmt: skip


@settings(max_examples=60)
@given(
    lines=st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from(YEARS), firms), max_size=20),
    small=st.lists(below, max_size=6),
    titled=st.lists(
        st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from(["专精特新“小巨人”企业", "创新型中小企业"])), max_size=12
    ),
)
def test_typed_totals_give_the_findings_of_a_roster_with_these_totals(
    lines: list[Any], small: list[BelowSize], titled: list[tuple[str, str]]
) -> None:
    """Every computed norm of Article 13: verdict, value, margin and inputs; rosters whose figures are all given."""
    rows: dict[tuple[str, int], FirmYear] = {("Z", year): firm("Z", year, output=YI) for year in YEARS}
    rows |= {(code, year): make(code, year) for code, year, make in lines}
    honours = tuple(title(code, name) for code, name in titled)
    base = replace(roster(), firm_years=tuple(rows.values()), below_size=tuple(small), honours=honours)
    counted = facts.build(base, on=ON)
    shown = typed(totals_of(counted), on=ON)
    assert said(MEASURE.assess(shown, on=ON)) == said(MEASURE.assess(counted, on=ON))


def full() -> Totals:
    """The totals of a cluster that meets everything."""
    return totals_of(facts.build(roster(), on=ON))


def verdicts(totals: Totals) -> dict[str, str]:
    return {name: verdict.value for name, verdict in MEASURE.assess(typed(totals, on=ON), on=ON).verdicts().items()}


def test_a_full_form_leaves_nothing_open() -> None:
    assert {v for k, v in verdicts(full()).items() if MEASURE.norm(k).computed} == {"met", "not_applicable"}


def test_nothing_given_is_undetermined_and_never_met_or_not_met() -> None:
    """Blank is not zero: no norm is decided on it, and each says what is missing."""
    assessment = MEASURE.assess(typed(Totals(base_year=BASE), on=ON), on=ON)
    computed = [f for f in assessment.findings if MEASURE.norm(f.id).computed]
    assert {f.verdict.value for f in computed} == {"undetermined"}
    assert [f.id for f in computed if not f.needs] == []


@pytest.mark.parametrize(
    ("field", "norm"),
    [
        ("output", "13.2.output"),
        ("output", "13.2.growth"),
        ("output_sme", "13.2.sme_share"),
        ("output_lead", "13.2.lead_share"),
        ("rd_sme", "13.5.rd_growth"),
        ("patents", "13.5.patent_growth"),
        ("patents", "13.5.patent_density"),
        ("software_users", "13.6.software"),
        ("software_answered", "13.6.software"),
        ("co2", "13.7.co2_intensity"),
        ("output_reported", "13.7.co2_intensity"),
    ],
)
def test_one_figure_left_blank_opens_its_norm_and_is_named(field: str, norm: str) -> None:
    """13.2, 13.5 to 13.7: the need names the year and the figure, not a number of rows."""
    whole = full()
    years = {**whole.years, BASE: replace(whole.years[BASE], **{field: None})}
    found = MEASURE.assess(typed(replace(whole, years=years), on=ON), on=ON).finding(norm)
    assert found.verdict.value == "undetermined"
    assert [need.zh for need in found.needs if need.zh.startswith("2024 年") and need.zh.endswith("未填，请补充")]
    assert "行未填" not in found.text.zh
    assert "rows" not in found.text.en


@pytest.mark.parametrize(
    ("field", "norm"),
    [
        ("area_m2", "13.2.area"),
        ("employees", "13.5.patent_density"),
        ("platform_users", "13.6.platform"),
        ("platform_answered", "13.6.platform"),
        ("searched_on", "13.1.safety"),
    ],
)
def test_a_figure_of_the_cluster_left_blank_opens_its_norm(field: str, norm: str) -> None:
    found = verdicts(replace(full(), **{field: None}))
    assert found[norm] == "undetermined"
    assert {k: v for k, v in verdicts(full()).items() if k != norm} == {k: v for k, v in found.items() if k != norm}


@pytest.mark.parametrize(
    ("top", "listed", "verdict"),
    [
        (1, None, "met"),
        (None, 10, "met"),
        (0, 9, "not_met"),
        (None, 9, "undetermined"),
        (0, None, "undetermined"),
        (None, None, "undetermined"),
    ],
)
def test_titles_left_blank_are_not_none(top: int | None, listed: int | None, verdict: str) -> None:
    """13.3: either branch is enough; a branch without a number is open."""
    assert verdicts(replace(full(), top_firms=top, listed_firms=listed))["13.3.firms"] == verdict


def test_without_a_lead_industry_the_lists_are_open() -> None:
    """13.7: whether the cluster is high-energy cannot be told."""
    found = MEASURE.assess(typed(replace(full(), lead_codes=()), on=ON), on=ON)
    for norm, kind in (("13.7.energy", "高耗能"), ("13.7.water", "高用水")):
        assert found.finding(norm).verdict.value == "undetermined"
        needs = [need.zh for need in found.finding(norm).needs]
        assert needs == [f"主导产业代码未填，请补充，以确定是否属于{kind}行业、本条件是否适用"]


def test_typed_totals_are_not_warned_of_a_roster_they_do_not_have() -> None:
    """Summary lines of firms below size and stray titles are a roster's alone."""
    assert MEASURE.assess(typed(full(), on=ON), on=ON).warnings == ()
    assert "名册无规下汇总" in str(MEASURE.assess(facts.build(roster(), on=ON), on=ON).warnings)


@pytest.mark.parametrize(("grade", "verdict"), [("较大", "not_met"), ("一般", "met"), ("", "undetermined")])
def test_an_incident_counts_by_its_grade(grade: str, verdict: str) -> None:
    """13.1: 较大及以上."""
    assert verdicts(replace(full(), incident=("安全事故", grade, date(2024, 5, 1))))["13.1.safety"] == verdict


def test_a_year_without_any_figure_is_not_in_the_facts() -> None:
    whole = full()
    found = typed(replace(whole, years={y: t for y, t in whole.years.items() if y != 2021}), on=ON)
    assert sorted(found.years) == [2022, 2023, 2024]
    assert MEASURE.assess(found, on=ON).finding("13.2.growth").verdict.value == "undetermined"


def test_contradictions_are_named_with_their_place() -> None:
    whole = full()
    years = {**whole.years, 2023: replace(whole.years[2023], output=10 * WAN, output_sme=10 * WAN + 1)}
    wrong = replace(whole, years=years, platform_answered=9_999)
    found = list(contradictions(wrong))
    assert [place for place, _ in found] == [
        ("output_sme", 2023),
        ("output_lead", 2023),
        ("output_reported", 2023),
        ("platform_answered", None),
    ]
    assert found[0][1].zh == "2023 年中小企业产值（10.000001 万元）大于产值（10 万元），请核对"
    assert found[3][1].en == "firms that answered about a platform (9,999) is more than all firms (4); check them"
    assert list(contradictions(whole)) == []
    with pytest.raises(FactError, match="中小企业产值"):
        typed(wrong, on=ON)


@pytest.mark.parametrize("wrong", [-5, 2**70, 1.5, True, "5"])
def test_a_figure_that_is_none_is_refused_with_its_field(wrong: Any) -> None:
    """Nothing is met, and nothing missed by -0.01, on what no roster could hold."""
    years = {**full().years, 2023: replace(full().years[2023], output=wrong)}
    found = list(contradictions(replace(full(), years=years, area_m2=wrong)))
    assert [place for place, _ in found] == [("area_m2", None), ("output", 2023)]
    with pytest.raises(FactError, match="2023 年产值"):
        typed(replace(full(), years=years), on=ON)


def test_a_figure_too_large_says_to_look_at_its_unit() -> None:
    years = {**full().years, 2024: replace(full().years[2024], co2=2**63)}
    assert [text.en for _, text in contradictions(replace(full(), years=years))] == [
        "carbon dioxide emitted of 2024 is 2^63 or more, which no integer column holds; check its unit"
    ]
    within = {**full().years, 2024: replace(full().years[2024], co2=2**63 - 1)}
    assert list(contradictions(replace(full(), years=within))) == []


def test_typed_facts_come_back_from_json() -> None:
    found = typed(replace(full(), employees=None), on=ON)
    assert Facts.from_json(found.to_json()) == found


def test_facts_of_a_roster_may_not_lack_a_name() -> None:
    """Only typed totals may: what a roster lacks is the sign of another version."""
    counted = facts.build(roster(), on=ON).to_json()
    with pytest.raises(FactError, match="exports"):
        Facts.from_json(counted.replace('"exports":0,', ""))
    with pytest.raises(FactError, match="surprise"):
        Facts.from_json(typed(full(), on=ON).to_json().replace('"lines":1', '"lines":1,"surprise":1'))


@pytest.mark.parametrize(
    ("name", "found"), [("output", "-1"), ("output", "1.0"), ("output", str(2**63)), ("co2", "true")]
)
def test_facts_with_a_figure_that_is_none_are_refused(name: str, found: str) -> None:
    counted = facts.build(roster(), on=ON).to_json()
    start = counted.index(f'"{name}":', counted.index('"2024"')) + len(name) + 3
    end = counted.index(",", start)
    with pytest.raises(FactError, match=rf"{name} \(2024\)"):
        Facts.from_json(counted[:start] + found + counted[end:])
    assert Facts.from_json(counted[:start] + "7" + counted[end:]).years[2024][name] == 7


def test_area_that_is_no_figure_is_refused_when_facts_are_put_together() -> None:
    with pytest.raises(FactError, match="area_m2"):
        facts.build(replace(roster(), cluster=replace(roster().cluster, area_m2=-1)), on=ON)
