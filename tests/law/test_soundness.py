"""A settled verdict holds whatever the missing figures turn out to be; and other laws that no roster may break."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun import facts, law
from jiqun.facts.rows import BelowSize, FirmYear, Roster
from jiqun.law import Verdict
from tests.law.rosters import ON, YEARS, YI, roster, verdict

MEASURE = law.load("gd_2023_4")
BLANKABLE = {
    "output": 80 * YI,
    "rd": 100,
    "patents": 30,
    "co2": 50,
    "value_added": 20 * YI,
    "employees": 2_000,
    "revenue": 8 * YI,
}

readings = st.fixed_dictionaries({key: st.sampled_from(list(r.values)) for key, r in MEASURE.readings.items()})


def figure(largest: int) -> st.SearchStrategy[int]:
    """Small numbers, zeros and round ones are where limits are hit."""
    return st.sampled_from([0, 1, largest // 2, largest]) | st.integers(0, largest)


@st.composite
def completed(draw: st.DrawFn) -> tuple[Roster, Roster]:
    """A roster with blanks, and the same with every blank filled in."""
    full: list[FirmYear] = []
    blank: list[FirmYear] = []
    for year in YEARS:
        for code in ("A", "B"):
            given_ = {name: draw(figure(largest)) for name, largest in BLANKABLE.items()}
            whole = FirmYear(code, code, "3311", year, platform=draw(st.booleans()), software=True, **given_)
            hidden = draw(st.lists(st.sampled_from([*BLANKABLE, "platform"]), max_size=2))
            full.append(whole)
            blank.append(replace(whole, **dict.fromkeys(hidden)))
    line = BelowSize(2024, "小型", draw(st.booleans()), draw(st.integers(0, 9)), draw(figure(YI)), 5, 9)
    hidden = draw(st.lists(st.sampled_from(["firms", "output", "rd", "employees"]), max_size=2))
    gone = draw(st.none() | st.sampled_from(YEARS))
    lines = tuple(line for line in blank if line.year != gone)
    return (
        roster(firm_years=lines, below_size=(replace(line, **dict.fromkeys(hidden)),)),
        roster(firm_years=tuple(full), below_size=(line,)),
    )


@settings(max_examples=60)
@given(completed(), readings)
def test_settled_verdict_agrees_with_every_completion(pair: tuple[Roster, Roster], chosen: dict[str, str]) -> None:
    chosen["普及率分母"] = "all"
    before, after = (MEASURE.verdicts(facts.build(r, on=ON), on=ON, readings=chosen) for r in pair)
    for norm, found in before.items():
        if found in (Verdict.MET, Verdict.NOT_MET):
            assert after[norm] in (found, Verdict.UNDETERMINED), norm
            if after[norm] is Verdict.UNDETERMINED:
                # Only a figure of zero where something has to be divided can take a number away again.
                assert any("为零" in need.zh for need in needs(pair[1], norm, chosen)), norm


def needs(found: Roster, norm: str, chosen: dict[str, str]) -> tuple[Any, ...]:
    return MEASURE.assess(facts.build(found, on=ON), on=ON, readings=chosen).finding(norm).needs


@settings(max_examples=25)
@given(
    st.lists(st.integers(30 * YI, 50 * YI), min_size=3, max_size=3),
    st.sampled_from([2022, 2023, 2024]),
    st.integers(0, 20 * YI),
    st.sampled_from(["each", "mean"]),
)
def test_more_output_never_turns_met_to_not_met(outputs: list[int], year: int, more: int, way: str) -> None:
    """A13.2 近三年产值."""
    lines = [FirmYear("A", "A", "3311", y, output=v) for y, v in zip((2022, 2023, 2024), outputs, strict=True)]
    raised = [replace(x, output=(x.output or 0) + more) if x.year == year else x for x in lines]
    before = verdict(roster(firm_years=tuple(lines)), "13.2.output", 均在=way)
    after = verdict(roster(firm_years=tuple(raised)), "13.2.output", 均在=way)
    assert (before, after) != ("met", "not_met")


@settings(max_examples=25)
@given(st.integers(1, 10**15), st.integers(1, 10**15), st.sampled_from(["three", "two"]))
def test_compound_growth_agrees_with_whole_numbers(base: int, end: int, intervals: str) -> None:
    """年均增速高于10%: end·10ⁿ > base·11ⁿ, without a root and without rounding."""
    n = {"three": 3, "two": 2}[intervals]
    first = 2024 - n
    lines = (FirmYear("A", "A", "3311", first, output=base), FirmYear("A", "A", "3311", 2024, output=end))
    expected = "met" if end * 10**n > base * 11**n else "not_met"
    assert verdict(roster(firm_years=lines), "13.2.growth", 年均期数=intervals) == expected


@settings(max_examples=25)
@given(st.integers(1, 10**15), st.integers(1, 10**15))
def test_number_shown_lies_on_the_side_of_the_limit_it_belongs_to(base: int, end: int) -> None:
    """A growth is never shown as the limit unless it is the limit."""
    lines = (FirmYear("A", "A", "3311", 2021, output=base), FirmYear("A", "A", "3311", 2024, output=end))
    built = facts.build(roster(firm_years=lines), on=ON)
    found = MEASURE.assess(built, on=ON).finding("13.2.growth")
    shown, margin = Fraction(found.value or "0"), Fraction(found.margin or "0")
    assert (shown > Fraction(1, 10)) is (found.verdict is Verdict.MET)
    assert (shown == Fraction(1, 10)) is (end * 1000 == base * 1331)
    assert margin == shown - Fraction(1, 10)
    true_root = Fraction(end, base)
    assert abs((1 + shown) ** 3 - true_root) <= (2 + shown) ** 3 - (1 + shown) ** 3


@settings(max_examples=8)
@given(completed(), readings)
def test_flips_are_what_another_reading_really_gives(pair: tuple[Roster, Roster], chosen: dict[str, str]) -> None:
    """Every reading is tried, also those a norm never asked for: no flip is missed and none is made up."""
    built = facts.build(pair[0], on=ON)
    found = MEASURE.assess(built, on=ON, readings=chosen)
    real = {
        (norm, key, value, verdict_)
        for key, reading in MEASURE.readings.items()
        for value in reading.values
        for norm, verdict_ in MEASURE.verdicts(built, on=ON, readings={**chosen, key: value}).items()
        if verdict_ is not found.finding(norm).verdict
    }
    claimed = {(f.id, flip.reading, flip.value, flip.verdict) for f in found.findings for flip in f.flips_under}
    assert claimed == real


def test_base_that_may_be_zero_settles_nothing() -> None:
    """A13.5 近三年中小企业研发经费年均增长: what may be divided by zero has perhaps no growth at all."""
    nothing = tuple(replace(line, rd=0) if line.year == 2021 else line for line in roster().firm_years)
    unclassified = replace(roster().firm_years[0], uscc="Z", employees=None, revenue=None, year=2021, rd=100)
    found = MEASURE.assess(facts.build(roster(firm_years=(*nothing, unclassified)), on=ON), on=ON)
    growth = found.finding("13.5.rd_growth")
    assert growth.verdict is Verdict.UNDETERMINED
    assert "1 家企业" in growth.needs[0].zh


def test_assessment_leaves_nothing_of_a_cluster_behind() -> None:
    """The self-check keeps nothing: no finding stays in the measure, which lives as long as the process."""
    built = facts.build(roster(), on=ON)
    gone = weakref.ref(built)
    MEASURE.assess(built, on=ON).to_json()
    del built
    gc.collect()
    assert gone() is None
