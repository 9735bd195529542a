"""Articles 15, 16: a goal's light is an exact comparison, explained."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.supervision.tracking.lights import Light, explained, light, number

CENTS = st.integers(min_value=0, max_value=10**9).map(lambda n: f"{n // 100}.{n % 100:02}")


@pytest.mark.parametrize(
    ("actual", "target", "base", "expected"),
    [
        ("100", "100", "80", Light.MET),
        ("99.99", "100", "80", Light.NEAR),
        ("90", "100", "80", Light.NEAR),
        ("89.99", "100", "80", Light.SHORT),
        ("0.50", "0.55", "0.80", Light.MET),  # a goal that is to fall
        ("0.60", "0.55", "0.80", Light.NEAR),
        ("0.61", "0.55", "0.80", Light.SHORT),
        ("12%", "12", "", Light.MET),
        ("1,200", "1200", "", Light.MET),
        ("0", "0", "", Light.MET),
        ("-1", "0", "", Light.SHORT),
        ("", "100", "80", Light.UNKNOWN),
        ("若干", "100", "80", Light.UNKNOWN),
    ],
)
def test_light_compares_exactly(actual: str, target: str, base: str, expected: Light) -> None:
    assert light(actual, target, base) is expected


@given(CENTS, CENTS)
def test_light_is_the_definition_in_fractions(actual: str, target: str) -> None:
    told, wanted = Fraction(actual), Fraction(target)
    near = Light.NEAR if told >= wanted * Fraction(9, 10) else Light.SHORT
    assert light(actual, target) is (Light.MET if told >= wanted else near)


@given(CENTS, CENTS)
def test_explanation_says_met_exactly_when_the_light_does(actual: str, target: str) -> None:
    assert explained(actual, target).zh.endswith("已达到。") is (light(actual, target) is Light.MET)


def test_explanation_never_rounds_a_miss_to_nothing() -> None:
    assert explained("99.9999", "100").zh == "实际 99.9999，低于目标 100 的 0.1%。"
    assert explained("61", "55", "80").en == "61 against 55: 11.0% above it."


def test_number_reads_what_people_write() -> None:
    assert (number("1,234.5"), number("12％"), number("约 5")) == (Fraction(2469, 2), Fraction(12), None)
