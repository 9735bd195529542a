"""What the national standard counts otherwise than the province; all else is borrowed from `gd_2023_4`."""

from __future__ import annotations

from collections.abc import Sequence

from jiqun.law.conditions import indicator
from jiqun.law.given import Given
from jiqun.law.values import Value


@indicator("家")
def core_firms(given: Given) -> Sequence[Value]:
    """F1.2, second branch: 专精特新, 创新型 and 高新技术 firms; chain leaders and provincial champions do not count."""
    return [given.fact(f"core_{given.reading('家数')}", given.base_year)]
