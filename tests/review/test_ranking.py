"""From totals to an order (Article 14(三))."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.review.ranking import mean, rank, two_decimals

TOTALS = st.lists(st.integers(0, 10000), min_size=1, max_size=7)


def test_rank_keeps_ties_and_skips_the_next_rank() -> None:
    placed = rank({"a": [8000, 8100, 8200], "b": [9000, 9000, 9050], "c": [8100, 8100, 8100], "d": [100]})
    assert [(p.rank, p.key, p.mean, p.spread) for p in placed] == [
        (1, "b", Fraction(27050, 300), 50),
        (2, "a", Fraction(81), 200),
        (2, "c", Fraction(81), 0),
        (4, "d", Fraction(1), 0),
    ]


def test_rank_tells_apart_what_two_decimals_cannot() -> None:
    placed = rank({"a": [8666, 8666, 8666], "b": [8666, 8666, 8667]})
    assert [(p.rank, p.key, two_decimals(p.mean)) for p in placed] == [(1, "b", "86.66"), (2, "a", "86.66")]


@given(st.dictionaries(st.integers(), TOTALS, max_size=20))
def test_rank_is_one_more_than_the_number_of_better_ones(totals: dict[int, list[int]]) -> None:
    placed = rank(totals)
    assert sorted(p.key for p in placed) == sorted(totals)
    for p in placed:
        assert p.mean * 100 * len(totals[p.key]) == sum(totals[p.key])
        assert p.rank == 1 + sum(other.mean > p.mean for other in placed)
        assert p.spread == max(totals[p.key]) - min(totals[p.key])


@given(st.fractions(0, 100))
def test_two_decimals_rounds_half_up(value: Fraction) -> None:
    shown = Fraction(two_decimals(value))
    assert -Fraction(1, 200) < shown - value <= Fraction(1, 200)


def test_mean_of_no_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="没有已提交的评审表"):
        mean([])
    assert mean([8650]) == Fraction(173, 2)
