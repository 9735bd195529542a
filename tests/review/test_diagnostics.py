"""How a panel scored, as exact numbers for the discipline supervisor (Article 14(三))."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jiqun.review.aggregation import Rule
from jiqun.review.diagnostics import Reviewed, contradictions, leniencies, ranks, spreads, weights

CODES = ("E1", "E2", "E3", "E4", "E5")


def case(number: str, *totals: int, computed: int = 0, most: int = 0) -> Reviewed:
    return Reviewed(number, f"集群{number}", dict(zip(CODES, totals, strict=False)), {}, computed, most)


@st.composite
def panels(draw: st.DrawFn) -> list[Reviewed]:
    numbers = range(draw(st.integers(1, 6)))
    return [case(f"A{n}", *draw(st.lists(st.integers(0, 10_000), min_size=3, max_size=5))) for n in numbers]


def test_spread_and_outliers_are_measured_from_the_median() -> None:
    found = spreads([case("A1", 8000, 8100, 8200), case("A2", 5000, 8000, 9000)])
    assert [(s.number, s.spread, s.median, s.outliers) for s in found] == [
        ("A2", Fraction(40), Fraction(80), (("E1", Fraction(-30)), ("E3", Fraction(10)))),
        ("A1", Fraction(2), Fraction(81), ()),
    ]


def test_leniency_is_the_mean_deviation_from_the_means_of_the_cases() -> None:
    found = leniencies([case("A1", 9000, 8000, 7000), case("A2", 8300, 8000, 7700)])
    assert [(e.code, e.sheets, e.deviation) for e in found] == [
        ("E1", 2, Fraction(13, 2)),
        ("E3", 2, Fraction(-13, 2)),
        ("E2", 2, Fraction(0)),
    ]


@given(panels())
def test_deviations_of_a_case_cancel_out(reviewed: list[Reviewed]) -> None:
    found = leniencies(reviewed)
    assert sum((each.deviation * each.sheets for each in found), Fraction(0)) == 0
    assert sum(each.sheets for each in found) == sum(len(one.totals) for one in reviewed)


def test_weight_names_who_would_enter_and_leave_the_list_without_one_expert() -> None:
    reviewed = [case("A1", 10_000, 7000, 7000), case("A2", 7000, 7500, 7500), case("A3", 1000, 1000, 1000)]
    found = {each.code: each for each in weights(reviewed, Rule(share=(0, 1)), listed=1)}
    assert (found["E1"].moved, found["E1"].furthest, found["E1"].enter, found["E1"].leave) == (2, 1, ("A2",), ("A1",))
    assert (found["E2"].moved, found["E2"].leave) == (0, ())


def test_weight_keeps_cases_that_could_not_be_scored_with_one_sheet_fewer() -> None:
    reviewed = [case("A1", 8000, 8000, 8000, 8000, 9000), case("A2", 100)]
    found = weights([reviewed[0]], Rule("trimmed"), listed=1)
    assert {(each.moved, each.kept) for each in found} == {(0, 1)}
    alone = weights(reviewed[1:], Rule(), listed=1)
    assert [(each.code, each.kept) for each in alone] == [("E1", 1)]


@given(panels(), st.integers(0, 6))
def test_weight_is_what_ranking_without_the_expert_gives(reviewed: list[Reviewed], listed: int) -> None:
    rule = Rule("median")
    before = ranks({one.number: one.scores() for one in reviewed}, rule)
    for each in weights(reviewed, rule, listed):
        after = ranks({one.number: one.scores(without=each.code) for one in reviewed}, rule)
        assert each.moved == sum(after[number] != place for number, place in before.items())
        assert each.furthest == max(abs(after[number] - place) for number, place in before.items())


def test_contradiction_compares_the_shares_of_full_marks() -> None:
    reviewed = [
        case("A1", 4000, 4000, 4000, computed=3600, most=4000),
        case("A2", 8000, 8000, 8000, computed=3200, most=4000),
        case("A3", 8000, 8000, 8000),
    ]
    [found] = contradictions(reviewed, 10_000)
    assert (found.number, found.computed, found.expert) == ("A1", Fraction(90), Fraction(20, 3))
    assert found.apart == Fraction(250, 3)
