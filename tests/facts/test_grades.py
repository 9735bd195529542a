"""Grades are read from the authority's words; an unknown word is never taken for harmless."""

from __future__ import annotations

import pytest

from jiqun.facts.grades import EXTREME, LARGER, MAJOR, ORDINARY, rank


@pytest.mark.parametrize(
    ("kind", "grade", "expected"),
    [
        ("安全事故", "一般", ORDINARY),
        ("安全事故", "较大", LARGER),
        ("安全事故", "重大事故", MAJOR),
        ("安全事故", "特别重大生产安全事故", EXTREME),
        ("安全事故", " 一般事故 ", ORDINARY),
        ("环境污染事故", "较大突发环境事件", LARGER),
        ("环境污染事故", "Ⅲ级", LARGER),
        ("网络安全事件", "重大网络安全事件", MAJOR),
        ("网络安全事件", "一级", EXTREME),
        ("数据安全事件", "较大", LARGER),
        ("税收违法", "重大税收违法失信主体", MAJOR),
        ("税收违法", "偷税决定", MAJOR),
        ("税收违法", "罚款", ORDINARY),
        ("严重失信", "严重失信主体名单", MAJOR),
        ("严重失信", "一般失信", ORDINARY),
        ("其他重大问题", "重大问题", MAJOR),
        ("安全事故", None, None),
        ("安全事故", "", None),
        ("安全事故", "待定", None),
        ("安全事故", "生产安全事故", None),
        ("税收违法", "较大", None),
        ("严重失信", None, None),
    ],
)
def test_grade_in_words_has_its_rank(kind: str, grade: str | None, expected: int | None) -> None:
    assert rank(kind, grade) == expected
