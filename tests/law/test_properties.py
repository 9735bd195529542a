"""Laws that no facts may break: of the facts themselves, of the verdicts, and of what a finding says about itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from operator import ge, gt, le, lt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun import facts, law
from jiqun.facts import Facts
from jiqun.facts.declarations import BY_NAME, Sum, keys
from jiqun.law import Finding, Measure, Norm, Verdict
from tests.law import plain_law
from tests.law.boundaries_of import LAST
from tests.law.boundary_table import COMPUTED, IDS, Line, alone, combinations, day_in_force, table
from tests.law.rosters import ON, below, roster

each_norm = pytest.mark.parametrize(("measure", "norm"), COMPUTED, ids=IDS)
HOLDS = {">": gt, ">=": ge, "<": lt, "<=": le}
SETTLED = (Verdict.MET, Verdict.NOT_MET)


@cache
def findings(measure_id: str, norm_id: str) -> list[tuple[Line, Finding]]:
    """Findings at the boundary, at most some 300 of a norm, spread over cases and readings."""
    measure = law.load(measure_id)
    one, on = alone(measure, measure.norm(norm_id)), day_in_force(measure)
    lines = table(measure_id, norm_id)
    lines = lines[:: len(lines) // 300 + 1]
    return [(line, one.assess(line.case.facts, on=on, readings=line.readings).finding(norm_id)) for line in lines]


def with_parts(finding: Finding) -> list[Finding]:
    return [finding, *(below for part in finding.parts for below in with_parts(part))]


# ── what a finding says about itself ──


@each_norm
def test_finding_has_the_verdict_of_the_lean_evaluation(measure: Measure, norm: Norm) -> None:
    assert [f.verdict.value for _, f in findings(measure.id, norm.id)] == [
        line.expected for line, _ in findings(measure.id, norm.id)
    ]


@each_norm
def test_number_shown_stands_on_its_side_of_the_limit(measure: Measure, norm: Norm) -> None:
    """Read with the sign beside it, the number shown says what the verdict says: no rounding onto the limit."""
    for line, whole in findings(measure.id, norm.id):
        for found in with_parts(whole):
            if found.value is not None and found.op and found.limit is not None:
                holds = HOLDS[found.op](Fraction(found.value), Fraction(found.limit))
                assert holds is (found.verdict is Verdict.MET), (line.case.name, found.value, found.op, found.limit)


@each_norm
def test_margin_is_positive_on_the_side_that_meets(measure: Measure, norm: Norm) -> None:
    """And it is the distance of the number shown from the limit shown."""
    for line, whole in findings(measure.id, norm.id):
        for found in with_parts(whole):
            if found.margin is not None:
                margin = Fraction(found.margin)
                at_limit = margin == 0 and found.op in (">=", "<=")
                assert (margin > 0 or at_limit) is (found.verdict is Verdict.MET), line.case.name
                assert abs(margin) == abs(Fraction(found.value or "0") - Fraction(found.limit or "0")), line.case.name


@each_norm
def test_flips_are_what_each_reading_alone_gives(measure: Measure, norm: Norm) -> None:
    one, on = alone(measure, norm), day_in_force(measure)
    for line, found in findings(measure.id, norm.id)[::5]:
        real = set()
        for key, reading in measure.readings.items():
            for value in reading.values:
                other = one.verdicts(line.case.facts, on=on, readings={**line.readings, key: value})[norm.id]
                if other is not found.verdict:
                    real.add((key, value, other))
        assert {(flip.reading, flip.value, flip.verdict) for flip in found.flips_under} == real, line.case.name


@each_norm
def test_open_finding_says_what_is_needed(measure: Measure, norm: Norm) -> None:
    for line, found in findings(measure.id, norm.id):
        assert bool(found.needs) or found.verdict is not Verdict.UNDETERMINED, line.case.name


@each_norm
def test_replay_is_identity(measure: Measure, norm: Norm) -> None:
    """Facts written, read back and assessed again give the same bytes."""
    one, on = alone(measure, norm), day_in_force(measure)
    for line, _ in findings(measure.id, norm.id)[::20]:
        again = Facts.from_json(line.case.facts.to_json())
        assert again.sha256 == line.case.facts.sha256
        first, second = (one.assess(f, on=on, readings=line.readings).to_json() for f in (line.case.facts, again))
        assert first == second


# ── any facts at all ──

SMALL = st.integers(0, 12)
NAMES = [name for name in keys() if not name.endswith("__na")]


@st.composite
def any_facts(draw: st.DrawFn, *, whole: bool) -> Facts:
    """Facts of few small numbers, where limits are met by chance; `whole` ones lack nothing, no firm's class either."""
    chance = Random(draw(st.integers(0, 2**32)))
    top = draw(st.sampled_from([3, 12, 10**6, 10**12]))
    years = {}
    for year in range(LAST - 4, LAST + 1):
        years[year] = {name: 0 if name.endswith("__na") else chance.randint(0, top) for name in keys()}
        years[year]["lines"] = 1
        if whole:
            years[year] |= {name: 0 for name in keys() if "unsized" in name or "silent" in name}
        else:
            for name in chance.sample(NAMES, 6):
                if isinstance(BY_NAME[name], Sum):
                    years[year][f"{name}__na"] = 1
    gone = None if whole else draw(st.none() | st.integers(LAST - 3, LAST))
    area, people = (draw(SMALL if whole else st.none() | SMALL) for _ in range(2))
    return Facts(
        "甲", "乙", ("33",), area and area * 10**7, people, LAST, ON, {y: s for y, s in years.items() if y != gone}
    )


REAL = [(m, n) for m, n in COMPUTED if n.applies_if is None and "未发生" not in n.quote]


@settings(max_examples=40)
@given(any_facts(whole=True), st.data())
def test_any_whole_facts_have_the_verdict_of_the_text(found: Facts, data: st.DataObject) -> None:
    for measure, norm in REAL:
        readings = data.draw(st.sampled_from(list(combinations(measure, norm))))
        expected = plain_law.verdict(norm.quote, found, (measure.defaults() | readings).__getitem__)
        got = alone(measure, norm).verdicts(found, on=day_in_force(measure), readings=readings)
        assert got[norm.id].value == expected, (norm.id, readings)


@settings(max_examples=40)
@given(any_facts(whole=False), st.data())
def test_verdict_settled_with_figures_missing_is_that_of_the_text(found: Facts, data: st.DataObject) -> None:
    """A settled verdict holds for every completion, under every reading; an open one may be more careful than need be,
    as each rate is bounded by itself."""
    for measure, norm in REAL:
        readings = data.draw(st.sampled_from(list(combinations(measure, norm))))
        got = alone(measure, norm).verdicts(found, on=day_in_force(measure), readings=readings)[norm.id]
        if got in SETTLED:
            expected = plain_law.verdict(norm.quote, found, (measure.defaults() | readings).__getitem__)
            assert got.value == expected, (norm.id, readings)


OUTPUTS = [(m, n) for m, n in COMPUTED if [d.subject.name for d in plain_law.demands(n.quote)] == ["output"]]


@pytest.mark.parametrize(("measure", "norm"), OUTPUTS, ids=[f"{m.id}-{n.id}" for m, n in OUTPUTS])
@settings(max_examples=60)
@given(st.data())
def test_more_output_never_turns_met_to_not_met(measure: Measure, norm: Norm, data: st.DataObject) -> None:
    """A13.2 近三年产值: by no reading, with figures missing or not, and not even to undetermined."""
    line = data.draw(st.sampled_from(table(measure.id, norm.id)))
    known = sorted(line.case.facts.years)
    year, more = data.draw(st.sampled_from(known)), data.draw(st.sampled_from([1, 2, 10**9, 10**12]))
    years = {y: dict(sums) for y, sums in line.case.facts.years.items()}
    years[year]["output"] += more
    raised = replace(line.case.facts, years=years)
    on, one = day_in_force(measure), alone(measure, norm)
    before, after = (one.verdicts(f, on=on, readings=line.readings)[norm.id] for f in (line.case.facts, raised))
    order = [Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.MET]
    assert order.index(after) >= order.index(before)


# ── rows and facts (their order and their parts: tests/facts/test_sums.py) ──


@settings(max_examples=20)
@given(
    st.lists(st.integers(0, 10**12), min_size=4, max_size=4), st.lists(st.integers(0, 10**12), min_size=4, max_size=4)
)
def test_stamped_line_split_in_two_changes_nothing_but_their_number(first: list[int], second: list[int]) -> None:
    """规下汇总: one line of a county or one each of its towns."""
    names = ("firms", "output", "rd", "employees")

    def built(*parts: list[int]) -> Facts:
        lines = tuple(below(2024, **dict(zip(names, part, strict=True))) for part in parts)
        return facts.build(roster(below_size=lines), on=ON)

    one, two = built([a + b for a, b in zip(first, second, strict=True)]), built(first, second)
    changed = {name for name in keys() if one.years[2024][name] != two.years[2024][name]}
    assert changed == {"below_lines"}
    assert two.years[2024]["below_lines"] == 2
