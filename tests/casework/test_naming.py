"""A refusal names three of what stands in the way, and says how many there are."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.refusals import naming


def test_naming_says_all_of_three() -> None:
    assert naming(["甲", "乙", "丙"]) == Text("甲、乙、丙", "甲, 乙, 丙")


def test_naming_counts_what_it_leaves_out() -> None:
    assert naming([*"甲乙丙丁戊"], "家") == Text("甲、乙、丙等 5 家", "甲, 乙, 丙 and 2 more")
