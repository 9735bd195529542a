"""The likely year: an exact straight line through pinned values, said to be one; none where nothing comes nearer."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.cultivation.library.projecting import FARTHEST, Assessed, ready_year

VALUES = st.fractions(min_value=-50, max_value=50, max_denominator=40)


def norm(value: object, limit: object = 70, op: str = ">", **more: Any) -> dict[str, Any]:
    """A norm that is short, as it is pinned."""
    return {
        "id": "share",
        "title": ["中小企业产值占比", "SME share"],
        "value": None if value is None else str(value),
        "unit": "",
        "op": op,
        "limit": None if limit is None else str(limit),
        **more,
    }


def assessed(year: int, *short: dict[str, Any], unknown: int = 0) -> Assessed:
    values = {each["id"]: [each["value"], each["unit"]] for each in short if each["value"] is not None}
    return Assessed.of(year, {"short": list(short), "values": values}, unknown)


def year(now: dict[str, Any], before: dict[str, Any] | None = None, gap: int = 1) -> int | None:
    return ready_year(assessed(2024, now), None if before is None else assessed(2024 - gap, before)).year


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (norm(68), norm(66), 2026),  # 70 is reached in 2025, but above 70 is asked
        (norm(68, op=">="), norm(66), 2025),
        (norm(68), norm(60), 2025),
        (norm(68), norm(68), None),
        (norm(66), norm(68), None),
        (norm(110, 100, "<="), norm(120, 100), 2025),
        (norm(110, 100, "<"), norm(120, 100), 2026),
        (norm(90, 100, "<"), norm(80, 100), None),
        (norm(10), norm(9), None),
        (norm(None), norm(66), None),
        (norm(68), None, None),
        (norm(68, unit="亿元"), norm(66), None),
    ],
)
def test_likely_year_of_one_norm(now: dict[str, Any], before: dict[str, Any] | None, expected: int | None) -> None:
    assert year(now, before) == expected


def test_line_through_years_apart_counts_the_years_between_them() -> None:
    assert year(norm(68, op=">="), norm(66), gap=2) == 2026


def test_last_of_several_norms_decides_and_is_named() -> None:
    second = norm(10, 13, ">=", id="patents", title=["专利", "Patents"])
    found = ready_year(assessed(2024, norm(68), second), assessed(2023, norm(66), {**second, "value": "9"}))
    assert found.year == 2027
    assert str(found.why) == "按 2023—2024 年数值直线推算，最晚达到的是“专利”；推算不是预测结论"


def test_ready_already_or_open_needs_no_line() -> None:
    assert (ready_year(assessed(2024), None).year, ready_year(assessed(2024, unknown=1), None).year) == (2024, None)


def test_without_a_year_it_says_why() -> None:
    assert str(ready_year(assessed(2024, norm(66)), assessed(2023, norm(68))).why) == (
        "“中小企业产值占比”没有接近门槛，不能推算"
    )
    assert str(ready_year(assessed(2024, norm(66), unknown=2), None).why) == "2 项待核，不能推算"


@given(VALUES, VALUES, VALUES, st.sampled_from([">", ">=", "<", "<="]))
def test_year_is_the_first_at_which_the_line_meets_the_limit(
    before: Fraction, now: Fraction, limit: Fraction, op: str
) -> None:
    def met(value: Fraction) -> bool:
        return {">": value > limit, ">=": value >= limit, "<": value < limit, "<=": value <= limit}[op]

    if met(now):
        return
    found = year(norm(now, limit, op), norm(before, limit, op))
    line = [now + (now - before) * n for n in range(1, FARTHEST + 1)]
    first = next((2024 + n for n, value in enumerate(line, start=1) if met(value)), None)
    assert found == first
