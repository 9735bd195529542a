"""Figures as people read them: exact, rounded half to even, never through a float."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.web.figures import FEN_PER_WAN, FEN_PER_YI, FEN_PER_YUAN, decimals, figure, money, percent, percent_beside


@pytest.mark.parametrize(
    ("fen", "unit", "digits", "shown"),
    [
        (806_900_000_000, FEN_PER_YI, 2, "80.69"),
        (12_345_678_901_234_567, FEN_PER_YI, 2, "1,234,567.89"),
        (806_912_345_678, FEN_PER_YI, "exact", "80.6912345678"),
        (40_000_000_000, FEN_PER_YI, "exact", "4"),
        (50_000_000, FEN_PER_YI, 2, "0.00"),  # half a hundredth goes to the even neighbour
        (150_000_000, FEN_PER_YI, 2, "0.02"),
        (-50_000_000, FEN_PER_YI, 2, "0.00"),
        (-150_000_000, FEN_PER_YI, 2, "-0.02"),
        (759_300_000_000, FEN_PER_WAN, 0, "759,300"),
        (123, FEN_PER_YUAN, 2, "1.23"),
        (None, FEN_PER_YI, 2, "—"),
    ],
)
def test_money_is_shown_in_the_unit_asked_for(fen: int | None, unit: int, digits: int | str, shown: str) -> None:
    assert money(fen, unit, digits) == shown


@pytest.mark.parametrize("amount", [1.5, "100", True, Fraction(1, 2)])
def test_money_refuses_what_is_not_an_integer_of_fen(amount: object) -> None:
    with pytest.raises(TypeError, match="金额须为以分计的整数"):
        money(amount, FEN_PER_YI)  # type: ignore[arg-type]


@given(st.integers(-(10**20), 10**20))
def test_money_shown_exactly_reads_back_as_the_same_amount(fen: int) -> None:
    assert Fraction(money(fen, FEN_PER_YI, "exact").replace(",", "")) * FEN_PER_YI == fen


@given(st.integers(-(10**20), 10**20), st.integers(0, 6))
def test_money_rounded_is_never_further_off_than_half_a_unit(fen: int, digits: int) -> None:
    shown = Fraction(money(fen, FEN_PER_YI, digits).replace(",", ""))
    assert abs(shown - Fraction(fen, FEN_PER_YI)) <= Fraction(1, 2 * 10**digits)


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [(Fraction(481, 5000), "9.62%"), ("0.0962", "9.62%"), (Decimal("0.7"), "70.00%"), (1, "100.00%"), (None, "—")],
)
def test_percent_of_a_ratio(ratio: Fraction | Decimal | str | int | None, shown: str) -> None:
    assert percent(ratio) == shown


def test_percent_refuses_a_float() -> None:
    with pytest.raises(TypeError, match="不能是 float"):
        percent(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [("0.69998", "69.998%"), ("0.7", "70.00%"), ("0.865", "86.50%"), ("0.6999999999", "69.99999999%")],
)
def test_percent_beside_a_limit_never_reads_like_the_limit_it_misses(ratio: str, shown: str) -> None:
    """第十三条（二）：高于70% is not met by 69.998%, and must not look met."""
    assert percent_beside(ratio, "0.7") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234567, "1,234,567"), ("58.60", "58.6"), (Fraction(1, 3), "0.33"), (Fraction(1, 8), "0.125"), (-12, "-12")],
)
def test_figure_shows_all_decimals_where_they_end(value: int | str | Fraction, shown: str) -> None:
    assert figure(value) == shown


@given(st.integers(-(10**12), 10**12), st.integers(0, 12))
def test_decimals_write_a_terminating_value_exactly(units: int, places: int) -> None:
    value = Fraction(units, 10**places)
    found = decimals(value)
    assert found is not None and found <= places and (value * 10**found).denominator == 1
