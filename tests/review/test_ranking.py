"""From scores to an order (Article 14(三)): a total preorder, ties as the rule says, 1 1 3."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jiqun.review.aggregation import AGGREGATIONS, Rule
from jiqun.review.ranking import Scores, order, rank, two_decimals

MEAN = Rule()
LOW = st.integers(0, 6).map(lambda n: n * 50)
"""Few values, so that ties are common."""


@st.composite
def panels(draw: st.DrawFn) -> dict[int, Scores]:
    """Cases of five sheets over two dimensions, with a computed part."""
    found = {}
    for key in range(draw(st.integers(0, 8))):
        one, two = (draw(st.lists(LOW, min_size=5, max_size=5)) for _ in range(2))
        totals = [a + b for a, b in zip(one, two, strict=True)]
        found[key] = Scores(totals, {"A13.2": one, "A13.3": two}, draw(LOW))
    return found


RULES = st.builds(
    Rule,
    st.sampled_from(sorted(AGGREGATIONS)),
    ties=st.lists(st.sampled_from(["A13.2", "A13.3", "computed"]), unique=True).map(tuple),
)


def test_rank_shares_and_skips_when_nothing_tells_apart() -> None:
    totals = {"a": [8000, 8100, 8200], "b": [9000, 9000, 9050], "c": [8100, 8100, 8100], "d": [100]}
    placed = rank({key: Scores(given) for key, given in totals.items()}, MEAN)
    assert [(p.rank, p.key, p.score, p.tied, p.by) for p in placed] == [
        (1, "b", Fraction(27050, 300), False, ""),
        (2, "a", Fraction(81), True, ""),
        (2, "c", Fraction(81), True, ""),
        (4, "d", Fraction(1), False, ""),
    ]


def test_rank_breaks_ties_by_dimension_then_by_the_computed_part() -> None:
    rule = Rule(ties=("A13.2", "computed"))
    cases = {
        "a": Scores([8000], {"A13.2": [900]}, 300),
        "b": Scores([8000], {"A13.2": [1000]}, 100),
        "c": Scores([8000], {"A13.2": [900]}, 400),
        "d": Scores([8000], {"A13.2": [900]}, 300),
        "e": Scores([8100], {"A13.2": [0]}, 0),
    }
    assert [(p.rank, p.key, p.tied, p.by) for p in rank(cases, rule)] == [
        (1, "e", False, ""),
        (2, "b", False, "A13.2"),
        (3, "c", False, "computed"),
        (4, "a", True, "computed"),
        (4, "d", True, ""),
    ]


def test_rank_tells_apart_what_two_decimals_cannot() -> None:
    placed = rank({"a": Scores([8666, 8666, 8666]), "b": Scores([8666, 8666, 8667])}, MEAN)
    assert [(p.rank, p.key, two_decimals(p.score)) for p in placed] == [(1, "b", "86.66"), (2, "a", "86.66")]


@given(panels(), RULES)
def test_rank_is_one_more_than_the_number_of_better_ones(cases: dict[int, Scores], rule: Rule) -> None:
    placed = rank(cases, rule)
    assert sorted(p.key for p in placed) == sorted(cases)
    for p in placed:
        here = order(p, rule)
        assert p.rank == 1 + sum(order(other, rule) > here for other in placed)
        assert p.tied == (sum(order(other, rule) == here for other in placed) > 1)


@given(panels(), RULES, st.randoms(use_true_random=False))
def test_rank_does_not_depend_on_the_order_of_cases(cases: dict[int, Scores], rule: Rule, chance: object) -> None:
    keys = list(cases)
    chance.shuffle(keys)  # type: ignore[attr-defined]
    ranks = {p.key: p.rank for p in rank(cases, rule)}
    assert {p.key: p.rank for p in rank({key: cases[key] for key in keys}, rule)} == ranks


@given(panels(), RULES)
def test_rank_follows_the_score_before_any_tie_rule(cases: dict[int, Scores], rule: Rule) -> None:
    placed = rank(cases, rule)
    assert all(one.score >= two.score for one, two in pairwise(placed))
    plain = {p.key: p.rank for p in rank(cases, Rule(rule.aggregation))}
    assert all(plain[p.key] <= p.rank for p in placed)


@given(st.fractions(0, 100))
def test_two_decimals_rounds_half_up(value: Fraction) -> None:
    shown = Fraction(two_decimals(value))
    assert -Fraction(1, 200) < shown - value <= Fraction(1, 200)
