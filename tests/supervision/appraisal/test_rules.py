"""The rules behind computed items (Article 16): exact, explained, and silent where the data are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.authorities.models import Level
from jiqun.bilingual import Text
from jiqun.supervision.appraisal import rubric, rules
from jiqun.supervision.tracking.lights import Light

DUE = date(2025, 3, 31)
YI = Text("亿元", "100 m yuan")


@pytest.mark.parametrize(
    ("received", "late", "passed", "share"),
    [
        (date(2025, 3, 20), None, True, 1),
        (date(2025, 4, 20), Level.COUNTY, True, Fraction(1, 2)),
        (None, Level.COUNTY, True, 0),
        (None, Level.PREFECTURE, True, 1),
        (date(2025, 4, 20), Level.PROVINCE, True, 1),
        (None, None, False, None),
        (date(2025, 2, 1), None, False, 1),
    ],
)
def test_lateness_above_the_county_costs_the_cluster_nothing(
    received: date | None, late: Level | None, passed: bool, share: Fraction | None
) -> None:
    assert rules.in_time(received, DUE, late, passed).share == share


def test_growth_is_full_at_the_limit_and_nothing_at_zero() -> None:
    def share(now: int) -> Fraction | None:
        return rules.growth(1000, now, 10, ("", ""), YI).share

    assert [share(n) for n in (900, 1000, 1050, 1100, 2000)] == [0, 0, Fraction(1, 2), 1, 1]
    assert rules.growth(None, 5, 10, ("", ""), YI).share is None
    assert rules.growth(0, 5, 10, ("", ""), YI).share is None
    assert rules.growth(1000, 1050, 10, ("", ""), YI).text.zh == "比上年增长 5.00%，满分线 10%。"


def test_goals_that_cannot_be_compared_are_left_out_and_said() -> None:
    found = rules.goals([Light.MET, Light.NEAR, Light.SHORT, Light.UNKNOWN])
    assert (found.share, found.text.zh) == (Fraction(1, 2), "3 个可比目标中达到 1 个，1 个数据不足。")
    assert rules.goals([Light.UNKNOWN]).share is None


def test_a_figure_with_blanks_counts_half() -> None:
    assert rules.complete(known=10, partly=2, of=20).share == Fraction(9, 20)


def test_no_problem_due_costs_nothing() -> None:
    assert [rules.problems(*each).share for each in ((0, 0), (1, 4), (0, 3))] == [1, Fraction(1, 4), 0]


@given(st.fractions(0, 1), st.integers(1, 10_000))
def test_points_stay_within_the_weight_and_err_by_half_a_hundredth(share: Fraction, weight: int) -> None:
    found = rules.points(share, weight)
    assert 0 <= found <= weight
    assert abs(found - share * weight) <= Fraction(1, 2)


def test_rubric_is_a_hundred_points_and_says_that_it_is_a_sample() -> None:
    found = rubric.latest()
    assert (found.revision, found.whole, found.grades[-1].least) == (1, 100 * rubric.POINT, 0)
    assert "示例" in rubric.ORIGIN.zh
    assert rubric.from_plain(found.plain()) == found


@pytest.mark.parametrize(
    ("total", "name"),
    [(10_000, "excellent"), (9_000, "excellent"), (8_999, "good"), (7_499, "basic"), (5_999, "failed"), (0, "failed")],
)
def test_grade_proposed_turns_exactly_at_its_line(total: int, name: str) -> None:
    assert rubric.latest().grade(total).name == name


@pytest.mark.parametrize(("points", "text"), [(1250, "12.5"), (1500, "15"), (1205, "12.05"), (0, "0"), (None, "—")])
def test_points_are_shown_without_empty_decimals(points: int | None, text: str) -> None:
    assert rubric.shown(points) == text
