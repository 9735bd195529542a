"""Rules are applied exactly: bounds, whole steps, monotone; what cannot be computed is left to the expert."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import Text
from jiqun.review.rubrics.model import Band, Linear, Threshold
from jiqun.review.rubrics.revisions import shipped
from jiqun.review.rubrics.scoring import Measured, compute, score
from jiqun.review.rubrics.sources import known

SHOWN = Text("值", "value")
GROWTH, FIRMS = known()["13.2.growth"], known()["13.3.firms.1"]
LIMITS = st.integers(-30_000, 30_000).map(lambda n: Fraction(n, 10_000))
VALUES = LIMITS | st.fractions(min_value=-3, max_value=3, max_denominator=10**6)


@st.composite
def lines(draw: st.DrawFn) -> Linear:
    """Linear rules on half-point steps."""
    low, high = sorted(draw(st.lists(LIMITS, min_size=2, max_size=2, unique=True)))
    base, weight = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True)))
    return Linear(GROWTH.id, weight * 50, low, base * 50, high)


@st.composite
def rising(draw: st.DrawFn) -> Threshold:
    """Bands whose points rise with the value."""
    starts = sorted(draw(st.lists(LIMITS, min_size=1, max_size=6, unique=True)))
    earned = sorted(draw(st.lists(st.integers(0, 40), min_size=len(starts) + 1, max_size=len(starts) + 1)))
    bands = (Band(start, n * 50) for start, n in zip([None, *starts], earned, strict=True))
    return Threshold(FIRMS.id, max(earned) * 50, tuple(bands))


def earned(rule: Linear | Threshold, value: Fraction, root: int = 0) -> int:
    found = score(rule, Measured(SHOWN, value, root), GROWTH if isinstance(rule, Linear) else FIRMS, 50).points
    assert found is not None
    return found


@given(lines(), VALUES, VALUES)
def test_linear_rule_stays_in_bounds_on_its_steps_and_rises(rule: Linear, one: Fraction, other: Fraction) -> None:
    lower, higher = sorted((one, other))
    assert 0 <= earned(rule, lower) <= earned(rule, higher) <= rule.weight
    assert earned(rule, one) % 50 == 0
    assert (earned(rule, rule.low), earned(rule, rule.high)) == (rule.base, rule.weight)


@given(lines(), VALUES)
def test_linear_rule_counts_whole_steps_alone(rule: Linear, value: Fraction) -> None:
    """Against the line worked out with fractions: the points are its floor in steps."""
    if rule.low <= value <= rule.high:
        exact = rule.base + (value - rule.low) / (rule.high - rule.low) * (rule.weight - rule.base)
        assert earned(rule, value) == int(exact // 50) * 50


@given(rising(), VALUES, VALUES)
def test_bands_that_rise_give_no_less_for_more(rule: Threshold, one: Fraction, other: Fraction) -> None:
    lower, higher = sorted((one, other))
    assert 0 <= earned(rule, lower) <= earned(rule, higher) <= rule.weight


@given(lines(), st.fractions(min_value=Fraction(-9, 10), max_value=2, max_denominator=1000), st.integers(1, 3))
def test_growth_is_compared_without_taking_a_root(rule: Linear, rate: Fraction, years: int) -> None:
    assert earned(rule, (1 + rate) ** years, years) == earned(rule, rate)


def test_value_exactly_at_a_threshold_reaches_it() -> None:
    rule = Threshold(FIRMS.id, 600, (Band(None, 0), Band(Fraction(1), 300), Band(Fraction(3), 600)))
    assert [earned(rule, Fraction(n, 2)) for n in (1, 2, 5, 6)] == [0, 300, 300, 600]


def test_sentence_names_norm_value_and_band() -> None:
    rule = Threshold(FIRMS.id, 600, (Band(None, 0), Band(Fraction(1), 300), Band(Fraction(3), 600)))
    part = score(rule, Measured(Text("2 家", "2"), Fraction(2)), FIRMS, 50)
    assert part.text.zh == (
        "主导产业的国家级单项冠军或“小巨人”：2 家。规则：达到 1 家、低于 3 家。得 3 分（满分 6 分）。"
    )


def test_what_is_not_measured_falls_to_the_expert_with_a_sentence() -> None:
    """Open findings are never scored by rule; what of an item can be computed is."""
    item = next(item for item in shipped().items if item.id == "13-2-1")
    why = Text("核验结论为“待核”", "the finding is still open")
    found = compute(
        item,
        {"13.2.output": Measured(SHOWN, Fraction(200)), "13.2.growth": Measured(SHOWN, None, why=why)},
        known(),
    )
    assert (found.points, found.most) == (300, 300)
    assert found.parts[1].text.zh == "产值年均增速：核验结论为“待核”，系统不测算，这 3 分由专家评分。"
    nothing = compute(item, {}, {})
    assert (nothing.points, nothing.most) == (0, 0)
    assert [part.points for part in nothing.parts] == [None, None]
