"""Kleene's three-valued logic, with `not_applicable` neutral."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.law.verdicts import Verdict, all_of, any_of

MET, NOT_MET, OPEN, NONE = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE
three = st.sampled_from([MET, NOT_MET, OPEN])
NEGATED = {MET: NOT_MET, NOT_MET: MET, OPEN: OPEN}


@pytest.mark.parametrize(
    ("verdicts", "both", "either"),
    [
        ([MET, MET], MET, MET),
        ([MET, NOT_MET], NOT_MET, MET),
        ([MET, OPEN], OPEN, MET),
        ([NOT_MET, OPEN], NOT_MET, OPEN),
        ([OPEN, OPEN], OPEN, OPEN),
        ([NOT_MET, NOT_MET], NOT_MET, NOT_MET),
        ([MET, NONE], MET, MET),
        ([NOT_MET, NONE], NOT_MET, NOT_MET),
        ([OPEN, NONE], OPEN, OPEN),
        ([NONE, NONE], NONE, NONE),
        ([], NONE, NONE),
    ],
)
def test_truth_table(verdicts: list[Verdict], both: Verdict, either: Verdict) -> None:
    assert (all_of(verdicts), any_of(verdicts)) == (both, either)


@given(st.lists(three, min_size=1))
def test_de_morgan(verdicts: list[Verdict]) -> None:
    assert NEGATED[all_of(verdicts)] is any_of(NEGATED[v] for v in verdicts)


@given(st.lists(three, min_size=1), st.lists(three, min_size=1))
def test_grouping_and_order_do_not_matter(left: list[Verdict], right: list[Verdict]) -> None:
    assert all_of([all_of(left), all_of(right)]) is all_of([*right, *left])
    assert any_of([any_of(left), any_of(right)]) is any_of([*right, *left])


@given(st.lists(three, min_size=1), st.lists(st.sampled_from([MET, NOT_MET]), min_size=30, max_size=30))
def test_settled_verdict_survives_any_settling_of_what_is_open(verdicts: list[Verdict], fill: list[Verdict]) -> None:
    settled = [fill[i % 30] if v is OPEN else v for i, v in enumerate(verdicts)]
    for join in (all_of, any_of):
        assert join(verdicts) in (OPEN, join(settled))
