"""What is pinned of Article 13: the nearest gap is measured against its limit, in proportion."""

from __future__ import annotations

from typing import Any

from jiqun.cultivation.assessment.computing import Pinned, course, nearest


def norm(value: str | None, limit: str | None, verdict: str = "not_met", **more: Any) -> Pinned:
    found: Any = {
        "id": value or "none",
        "clause": "A13.2",
        "title": ["产值", "Output"],
        "verdict": verdict,
        "value": value,
        "unit": "亿元",
        "op": ">=",
        "limit": limit,
        "shown": [f"{value} 亿元", f"{value}"],
        "asks": [f"≥ {limit} 亿元", f">= {limit}"],
        "gap": ["", ""],
    }
    return {**found, **more}


def test_nearest_is_measured_against_its_limit_and_those_without_a_number_come_last() -> None:
    close, far, none = norm("68", "70"), norm("10", "40"), norm(None, None)
    assert nearest([none, far, close]) is close
    assert nearest([none]) is none
    assert nearest([]) is None


def test_course_keeps_what_is_short_and_every_value() -> None:
    short = norm("30", "40")
    found = course((short, norm("100", "40", "met"), norm(None, None, "undetermined")))
    assert [each["id"] for each in found["short"]] == ["30"]
    assert found["values"] == {"30": ["30", "亿元"], "100": ["100", "亿元"]}
    assert found["gap"] == ["产值：30 亿元，要求 ≥ 40 亿元", "Output: 30, asked >= 40"]
