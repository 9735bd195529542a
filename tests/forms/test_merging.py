"""Two people's changes of one answer: both stand where they do not meet (trust.md, Races: 0 silent lost updates)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.forms.merging import ADDED, GONE, SAME, Crossed, difference, merged

FIGURES = st.dictionaries(st.sampled_from(["2022", "2023", "2024"]), st.sampled_from(["1", "2.5", "30"]))
PARTS = st.dictionaries(st.sampled_from(["利润总额", "上缴税金"]), FIGURES.filter(bool))
WORDS = st.text("东西南北至，。\n", max_size=30)


@pytest.mark.parametrize(
    ("before", "theirs", "mine", "both"),
    [
        ("甲", "甲", "乙", "乙"),
        ("甲", "乙", "甲", "乙"),
        ("甲", "乙", "乙", "乙"),
        ({"2023": "1"}, {"2023": "2"}, {"2023": "1", "2024": "3"}, {"2023": "2", "2024": "3"}),
        ({"2023": "1", "2024": "3"}, {"2023": "1"}, {"2023": "2", "2024": "3"}, {"2023": "2"}),
        ("", {"2023": "1"}, {"2024": "3"}, {"2023": "1", "2024": "3"}),
        (
            {"count": None, "text": "甲"},
            {"count": None, "text": "甲、乙"},
            {"count": 2, "text": "甲"},
            {"count": 2, "text": "甲、乙"},
        ),
        (
            {"count": None, "text": "", "x": "1"},
            {"count": None, "text": "甲", "x": "1"},
            {"count": None, "text": "", "x": "2"},
            {"count": None, "text": "甲", "x": "2"},
        ),
    ],
)
def test_changes_of_different_cells_both_stand(before: Any, theirs: Any, mine: Any, both: Any) -> None:
    assert merged(before, theirs, mine) == both


@pytest.mark.parametrize(
    ("before", "theirs", "mine"),
    [
        ("甲", "乙", "丙"),
        ("", "乙", "丙"),
        ({"2023": "1"}, {"2023": "2"}, {"2023": "3"}),
        ({"2023": "1"}, {}, {"2023": "3"}),
        ([["甲"]], [["乙"]], [["丙"]]),
        ([], [["乙"]], [["丙"]]),
    ],
)
def test_two_values_for_one_place_are_left_to_a_person(before: Any, theirs: Any, mine: Any) -> None:
    with pytest.raises(Crossed):
        merged(before, theirs, mine)


@given(PARTS, PARTS, PARTS)
def test_merging_keeps_every_change_of_both_or_asks(before: Any, theirs: Any, mine: Any) -> None:
    """Cell by cell: whoever changed it is heard; the order of the two does not matter."""
    try:
        both = merged(before, theirs, mine)
    except Crossed:
        with pytest.raises(Crossed):
            merged(before, mine, theirs)
        return
    assert merged(before, mine, theirs) == both
    for part in ("利润总额", "上缴税金"):
        for year in ("2022", "2023", "2024"):
            was, their, my, now = (side.get(part, {}).get(year) for side in (before, theirs, mine, both))
            assert now == (my if their == was else their)


@given(WORDS, WORDS)
def test_difference_tells_both_texts_again(before: str, after: str) -> None:
    told = list(difference(before, after))
    assert "".join(words for kind, words in told if kind != ADDED) == before
    assert "".join(words for kind, words in told if kind != GONE) == after


def test_difference_goes_clause_by_clause() -> None:
    assert list(difference("东至东江，南至平海镇。", "东至东江，南至稔山镇。")) == [
        (SAME, "东至东江，"),
        (GONE, "南至平海镇。"),
        (ADDED, "南至稔山镇。"),
    ]
