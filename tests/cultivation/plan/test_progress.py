"""Where measures and goals stand on a day (Article 7), at the edges of their dates and targets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from jiqun.cultivation.plan.content import Goal
from jiqun.cultivation.plan.progress import Actual, Light, Standing, Status, course, standing

START, END = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("status", "until", "on", "expected"),
    [
        (Status.AHEAD, None, date(2025, 12, 31), Standing.AHEAD),
        (Status.AHEAD, None, START, Standing.DUE),
        (Status.RUNNING, None, END, Standing.RUNNING),
        (Status.RUNNING, None, date(2026, 7, 1), Standing.LATE),
        (Status.EXTENDED, date(2026, 9, 30), date(2026, 9, 30), Standing.RUNNING),
        (Status.EXTENDED, date(2026, 9, 30), date(2026, 10, 1), Standing.LATE),
        (Status.DONE, None, date(2030, 1, 1), Standing.DONE),
    ],
)
def test_standing_at_its_edges(status: Status, until: date | None, on: date, expected: Standing) -> None:
    assert standing(status, START, END, until, on) is expected


def goal(rising: bool = True) -> Goal:
    """A goal from 40 to 53, or from 0.5 to 0.4."""
    if rising:
        return Goal(1, "集群总产值", "亿元", "40", {"2026": "44", "2027": "48", "2028": "53"}, "局", True)
    return Goal(4, "能耗", "吨", "0.5", {"2026": "0.48", "2027": "0.45", "2028": "0.4"}, "局", False)


def actual(value: str) -> Actual:
    """A result."""
    return Actual(Fraction(value), "年度报告", True)


def test_target_reached_exactly_counts_and_a_year_not_ended_is_open() -> None:
    found = course(goal(), {"2026": actual("44"), "2027": actual("47.99")}, 2028)
    assert [each.light for each in found.years] == [Light.REACHED, Light.SHORT, Light.OPEN]
    assert found.done == "61%" and found.latest is not None and found.latest.actual == "47.99"


def test_less_is_better_where_the_goal_falls() -> None:
    found = course(goal(rising=False), {"2026": actual("0.48"), "2027": actual("0.451")}, 2028)
    assert [each.light for each in found.years] == [Light.REACHED, Light.SHORT, Light.OPEN]


def test_ended_year_without_a_figure_is_unknown() -> None:
    found = course(goal(), {}, 2027)
    assert [each.light for each in found.years] == [Light.UNKNOWN, Light.OPEN, Light.OPEN] and found.done == ""
