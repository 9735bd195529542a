"""The rule by which sheets become a score (Article 14(三)): exact, bounded, blind to order, monotone."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import Text
from jiqun.review.aggregation import AGGREGATIONS, SHARES, Rule, TooFewSheets, aggregate, mean, median, read, said

TOTALS = st.lists(st.integers(0, 10_000), min_size=5, max_size=15)
KINDS = st.sampled_from(sorted(AGGREGATIONS))


@given(KINDS, TOTALS)
def test_aggregate_lies_between_the_lowest_and_the_highest(kind: str, totals: list[int]) -> None:
    found = aggregate(kind, totals)
    assert Fraction(min(totals), 100) <= found <= Fraction(max(totals), 100)


@given(KINDS, TOTALS, st.randoms(use_true_random=False))
def test_aggregate_does_not_depend_on_the_order_of_the_sheets(kind: str, totals: list[int], chance: object) -> None:
    turned = list(totals)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert aggregate(kind, turned) == aggregate(kind, totals)


@given(KINDS, TOTALS, st.integers(0, 14), st.integers(1, 5_000))
def test_aggregate_never_falls_when_one_sheet_rises(kind: str, totals: list[int], n: int, more: int) -> None:
    risen = list(totals)
    risen[n % len(totals)] += more
    assert aggregate(kind, risen) >= aggregate(kind, totals)


@given(TOTALS)
def test_aggregates_are_what_statistics_says(totals: list[int]) -> None:
    exact = [Fraction(total, 100) for total in totals]
    assert aggregate("mean", totals) == statistics.mean(exact)
    assert aggregate("median", totals) == statistics.median(exact)
    assert aggregate("trimmed", totals) == statistics.mean(sorted(exact)[1:-1])


@pytest.mark.parametrize("found", [0, 1, 4])
def test_trimmed_with_fewer_than_five_sheets_is_a_sentence(found: int) -> None:
    with pytest.raises(TooFewSheets, match=f"每个集群至少须有 5 份评审表，现有 {found} 份。"):
        aggregate("trimmed", [8000] * found)
    assert aggregate("trimmed", [0, 8000, 8000, 8000, 10000]) == 80


@pytest.mark.parametrize("method", [mean, median])
def test_no_sheet_gives_no_score(method: object) -> None:
    with pytest.raises(ValueError, match="没有已提交的评审表"):
        method([])  # type: ignore[operator]
    assert method([8650]) == Fraction(173, 2)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("rule", "seats", "needed"),
    [
        (Rule(), 3, 3),
        (Rule(), 7, 7),
        (Rule(share=(2, 3)), 7, 5),
        (Rule(share=(2, 3)), 3, 3),
        (Rule(share=(1, 2)), 7, 4),
        (Rule(share=(1, 2), least=5), 7, 5),
        (Rule("trimmed", share=(1, 2)), 7, 5),
        (read({}), 7, 3),
    ],
)
def test_quorum_is_the_larger_of_number_and_share(rule: Rule, seats: int, needed: int) -> None:
    assert rule.needed(seats) == needed


@given(KINDS, st.integers(3, 9), st.sampled_from(sorted(SHARES)), st.lists(st.sampled_from(["A13.2", "computed"])))
def test_rule_is_kept_as_it_was_fixed(kind: str, least: int, share: tuple[int, int], ties: list[str]) -> None:
    rule = Rule(kind, least, share, tuple(ties))
    assert read(rule.plain()) == rule
    assert read(rule.plain()).sha256 == rule.sha256


def test_rule_is_said_in_words() -> None:
    names = {"A13.2": Text("核心竞争力", "Core competitiveness")}
    assert said(Rule("median", 3, (2, 3), ("A13.2", "computed")), names).zh == (
        "集群得分为各有效评审表总分的中位数；每个集群有效评审表不少于 3 份且达到三分之二以上席位；"
        "得分相同的依次比较“核心竞争力”、“系统测算部分得分”，仍相同的并列。"
    )
    assert said(read({}), names).zh == (
        "集群得分为各有效评审表总分的算术平均；每个集群有效评审表不少于 3 份；得分相同的并列。"
    )
