"""Article 13: how far a norm is from its limit. At the amount named the verdict turns, at one unit less it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun import facts as counted
from jiqun import law
from jiqun.facts import Facts
from jiqun.facts.supposing import supposing
from jiqun.law import distance
from jiqun.law.distance import Distance, Step
from tests.law.rosters import ON, WAN, YI, roster

MEASURE = law.load("gd_2023_4")
LEVERED = ("13.2.area", "13.2.output", "13.2.sme_share", "13.2.lead_share", "13.2.growth")
LEVERED += ("13.5.rd_growth", "13.5.patent_growth", "13.5.patent_density", "13.6.platform", "13.7.co2_intensity")
WITHOUT = ("13.1.safety", "13.3.firms", "13.6.software", "13.7.energy", "13.2.pillar")
BASE = counted.build(roster(), on=ON)


def after(facts: Facts, steps: tuple[Step, ...], *, short: Step | None = None) -> Facts:
    """The facts after the steps named; one of them made one unit smaller."""
    for step in steps:
        less = 0 if step is not short else (1 if step.change > 0 else -1)
        options: dict[str, Any] = {step.lever.figure: step.change - less, **dict(step.lever.whose)}
        facts = supposing(facts, step.year or facts.base_year, **options)
    return facts


def met(facts: Facts, norm: str, readings: Mapping[str, str]) -> bool:
    return MEASURE.verdicts(facts, on=ON, readings=readings)[norm] is law.Verdict.MET


def far(facts: Facts, norm: str, readings: Mapping[str, str] | None = None) -> Distance | None:
    return distance.to_reach(MEASURE, facts, norm, on=ON, readings=readings)


figures = st.fixed_dictionaries(
    {
        "output": st.integers(-20 * YI, 20 * YI),
        "rd": st.integers(-112 * WAN, 50 * WAN),
        "patents": st.integers(-120, 40),
        "co2": st.integers(-(10**9), 10**9),
        "area_m2": st.integers(-58_000_000, 90_000_000),
    }
)
readings = st.fixed_dictionaries(
    {}, optional={key: st.sampled_from(sorted(reading.values)) for key, reading in MEASURE.readings.items()}
)


@settings(max_examples=60)
@given(norm=st.sampled_from(LEVERED), year=st.sampled_from((2022, 2023, 2024)), moved=figures, read=readings)
def test_at_the_amount_the_verdict_turns_and_one_unit_less_it_does_not(
    norm: str, year: int, moved: dict[str, int], read: dict[str, str]
) -> None:
    facts = supposing(BASE, year, **moved)
    found = far(facts, norm, read) or distance.to_lose(MEASURE, facts, norm, on=ON, readings=read)
    if found is None:
        return
    assert found.met is met(facts, norm, read)
    if found.steps:
        assert met(after(facts, found.steps), norm, read) is not found.met
    for step in found.steps:
        assert met(after(facts, found.steps, short=step), norm, read) is found.met


def test_output_of_each_year_that_falls_short_is_named() -> None:
    """A13.2 近三年产值均在40亿元以上."""
    facts = supposing(supposing(BASE, 2022, output=-20 * YI), 2024, output=-(30 * YI + 1))
    found = far(facts, "13.2.output")
    assert found is not None
    assert [(step.year, step.change) for step in found.steps] == [(2022, 4 * YI), (2024, 2 * YI + 1)]
    assert found.text.zh == "2022 年产值再增加 40,000 万元、2024 年产值再增加 20,000.000001 万元，即达到门槛"
    assert found.text.en == (
        "output of 2022 up by 400 million yuan, output of 2024 up by 200.00000001 million yuan would reach the limit"
    )


def test_an_area_too_large_is_to_be_less() -> None:  # A13.2 占地面积不超过100平方公里
    found = far(supposing(BASE, 2024, area_m2=50_000_000), "13.2.area")
    assert found is not None
    assert (found.steps[0].change, found.text.zh) == (-8_600_000, "占地面积再减少 8.6 平方公里，即达到门槛")


def test_what_one_figure_cannot_mend_is_said_so() -> None:  # A13.7 持续下降: the rise was in an earlier year
    found = far(supposing(BASE, 2023, co2=9 * 10**9), "13.7.co2_intensity", {"持续下降": "three_falls"})
    assert found is not None
    assert (found.steps, found.text.zh) == ((), "仅调整“2024 年二氧化碳排放量”，无法达到门槛")
    assert found.text.en == "Changing carbon dioxide of 2024 alone cannot reach the limit"


def test_a_norm_met_says_how_little_would_undo_it() -> None:  # A13.2 高于10%: exactly 10% is not enough
    facts = supposing(BASE, 2024, output=66_550_000_000 * 10 + 1 - 68 * YI)
    lost = distance.to_lose(MEASURE, facts, "13.2.growth", on=ON)
    assert lost is not None
    assert (lost.met, lost.steps[0].change) == (True, -1)
    assert lost.text.zh == "2024 年产值再减少 0.000001 万元，即不再符合"


def test_the_year_nearest_to_its_limit_is_the_one_named() -> None:
    lost = distance.to_lose(MEASURE, BASE, "13.2.output", on=ON)
    assert lost is not None
    assert [(step.year, step.change) for step in lost.steps] == [(2022, -(16 * YI + 1))]
    assert [step.year for step in lost.tried] == [2022, 2023, 2024]


@pytest.mark.parametrize("norm", LEVERED)
def test_what_is_met_needs_nothing_to_reach_its_limit(norm: str) -> None:
    assert far(BASE, norm) is None


@pytest.mark.parametrize("norm", WITHOUT)
def test_norms_without_a_figure_to_move_have_no_distance(norm: str) -> None:
    facts = counted.build(roster(searches=()), on=ON)
    assert (far(facts, norm), distance.to_lose(MEASURE, facts, norm, on=ON)) == (None, None)


@pytest.mark.parametrize(
    ("margin", "limit", "is_narrow"),
    [
        ("4", "40", True),
        ("4.01", "40", False),
        ("0", "40", True),
        ("-1", "40", False),
        ("0.01", "1/10", True),
        ("0.011", "1/10", False),
        ("0", "0", False),
        (None, "40", False),
        ("1", None, False),
    ],
)
def test_narrow_is_within_a_tenth_of_the_limit(margin: str | None, limit: str | None, is_narrow: bool) -> None:
    assert distance.narrow(margin, limit) is is_narrow
