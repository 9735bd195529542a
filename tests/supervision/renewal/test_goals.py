"""Article 15: what the figures say of a goal, and a plan that can be checked (Article 13(九))."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.supervision.renewal.goals import plan, proposal

FIGURES = st.decimals(min_value="0.01", max_value="999999", places=2).map(str)


@pytest.mark.parametrize(
    ("base", "target", "actual", "said"),
    [
        ("50", "60", "60", "met"),
        ("50", "60", "54", "nearly"),
        ("50", "60", "53.99", "missed"),
        ("1.0", "0.90", "0.90", "met"),
        ("1.0", "0.90", "1.00", "nearly"),
        ("1.0", "0.90", "1.01", "missed"),
        ("0", "0", "0", "met"),
        ("50", "六十", "60", ""),
        ("50", "60", "", ""),
    ],
)
def test_proposal_holds_the_result_against_the_target(base: str, target: str, actual: str, said: str) -> None:
    assert proposal(base, target, actual) == said


@given(FIGURES, FIGURES, FIGURES)
def test_proposal_is_met_exactly_where_the_target_is_reached(base: str, target: str, actual: str) -> None:
    falls = Fraction(target) < Fraction(base)
    reached = Fraction(actual) <= Fraction(target) if falls else Fraction(actual) >= Fraction(target)
    assert (proposal(base, target, actual) == "met") is reached


@given(FIGURES, FIGURES)
def test_proposal_never_falls_with_a_better_result(target: str, actual: str) -> None:
    order = ("missed", "nearly", "met")
    better = str(Fraction(actual) + 1)
    assert order.index(proposal("0", target, actual)) <= order.index(proposal("0", target, better))


def test_plan_names_every_fault_at_once() -> None:
    rows, said = plan(
        [["", "亿元", "x", "1", "2", "3", ""], ["产值", "", "1", "1", "2", "y", "局"]], (2026, 2027, 2028)
    )
    assert [str(each.zh) for each in said] == [
        "下一规划第 1 行没有写指标",
        "下一规划目标“第 1 行”的基值不是数字",
        "下一规划目标“第 1 行”没有写责任单位",
        "下一规划目标“产值”的 2028 年目标不是数字",
    ]
    assert rows[1]["targets"] == {"2026": "1", "2027": "2", "2028": "y"}
