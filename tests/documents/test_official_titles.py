"""Titles are broken into lines of like length, at places where a reader pauses (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.documents.official.titles import LONGEST, broken


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("补正通知书", ["补正通知书"]),
        (
            "关于推荐2025年度广东省中小企业特色产业集群的函",
            ["关于推荐2025年度广东省", "中小企业特色产业集群的函"],
        ),
        (
            "关于公布2025年度广东省中小企业特色产业集群名单的通告",
            ["关于公布2025年度广东省", "中小企业特色产业集群名单的通告"],
        ),
        ("甲的\n乙", ["甲的", "乙"]),
        (
            "关于撤回《关于惠东县鞋材产业集群申报材料补正的通知》的函",
            ["关于撤回《关于惠东县鞋材", "产业集群申报材料补正的通知》的函"],
        ),
    ],
)
def test_title_is_broken_in_even_lines(title: str, lines: list[str]) -> None:
    assert broken(title).split("\n") == lines


@given(st.text("关于的、（）《》2025年度省", max_size=90))
def test_no_sign_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = broken(title).split("\n")
    assert "".join(lines) == title
    wide = [sum(0.55 if sign.isascii() else 1 for sign in line) for line in lines]
    assert len(lines) == 1 or max(wide) <= LONGEST + 12
    assert all(lines) or not title


@given(st.integers(21, 60))
def test_plain_title_has_lines_of_like_length(count: int) -> None:
    wide = [len(line) for line in broken("集" * count).split("\n")]
    assert max(wide) <= LONGEST and max(wide) - min(wide) <= 1
