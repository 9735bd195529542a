"""The bar beside a finding: where value and limit stand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.web.bars import Bar, bar


def test_bar_with_a_top_is_drawn_to_scale() -> None:
    assert bar("58.6", 100, 100, "met") == Bar("70.3", "120.0", "met")


def test_bar_without_a_top_puts_the_limit_at_seven_tenths() -> None:
    assert bar("9.62", 10, verdict="not_met") == Bar("80.8", "84.0", "not")


def test_bar_of_a_value_far_above_its_limit_ends_at_the_value() -> None:
    assert bar(80, 40) == Bar("120.0", "60.0", "met")


def test_bar_without_value_or_limit_leaves_it_out() -> None:
    assert bar(None, 15, verdict="undetermined") == Bar(None, "84.0", "und")
    assert bar(None, None) == Bar(None, None, "met")


def test_bar_of_a_negative_growth_is_empty() -> None:
    assert bar("-0.05", "0.1").filled == "0.0"


def test_bar_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        bar(1, 1, 0)


@given(st.fractions(-1000, 1000), st.fractions(-1000, 1000))
def test_bar_never_leaves_its_box(value: Fraction, limit: Fraction) -> None:
    drawn = bar(value, limit)
    assert drawn.filled is not None and drawn.limit is not None
    assert 0 <= Fraction(drawn.filled) <= 120 and 0 <= Fraction(drawn.limit) <= 120
