"""High-energy and high-water industries, Article 13.7."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import speaking
from jiqun.standards import industries, intensive
from jiqun.standards.intensive import NoListInForce, is_high_energy, is_high_water, listings, look_up

ON = date(2025, 3, 20)
CODES = [i.code for i in industries.everything() if len(i.code) > 1]


@pytest.mark.parametrize(
    ("code", "energy", "water"),
    [
        ("25", True, True),
        ("3110", True, True),
        ("30", True, False),
        ("4411", True, True),
        ("4420", True, False),
        ("17", False, True),
        ("385", False, False),
        ("44", True, None),  # only 441 is listed for water
        ("45", False, False),
    ],
)
def test_a_code_is_on_the_list_when_it_starts_with_a_listed_one(code: str, energy: bool | None, water: bool | None):
    """第十三条（七）属于高耗能行业、高用水行业的集群。"""
    assert (is_high_energy(code, ON), is_high_water(code, ON)) == (energy, water)


def test_the_answer_carries_its_source():
    answer = look_up("高耗能", "3110", ON)
    assert [(entry.code, entry.source) for entry in answer.listings] == [("31", "国家统计公报六大高耗能行业")]
    assert [entry.code for entry in look_up("高用水", "44", ON).listings] == ["441"]
    assert look_up("高用水", "385", ON) == intensive.Answer(False, ())


def test_the_lists_hold_six_and_nine_industries_of_the_standard():
    assert [e.code for e in listings("高耗能", ON)] == ["25", "26", "30", "31", "32", "44"]
    assert [e.code for e in listings("高用水", ON)] == ["441", "31", "17", "22", "25", "26", "13", "14", "15"]


def test_before_the_first_list_nothing_is_said():
    assert is_high_energy("25", date(2017, 10, 1)) is True
    with pytest.raises(NoListInForce, match=r"^2017-09-30 没有有效的高耗能行业目录"):
        is_high_energy("25", date(2017, 9, 30))
    with speaking("en"), pytest.raises(NoListInForce, match=r"^No list of high-water industries was in force on 2017"):
        is_high_water("25", date(2017, 9, 30))


def test_a_listing_holds_through_its_last_day():
    entry = intensive.Listing("高用水", "17", "纺织业", date(2018, 1, 1), date(2018, 12, 31), "")
    days = (date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1))
    assert [entry.in_force(day) for day in days] == [False, True, True, False]


@given(st.sampled_from(CODES), st.sampled_from(["高耗能", "高用水"]))
def test_a_wide_code_agrees_with_the_industries_below_it(code: str, kind: intensive.Kind):
    below = {look_up(kind, c, ON).listed for c in CODES if c.startswith(code) and len(c) == 4}
    expected = below.pop() if len(below) == 1 else None
    assert look_up(kind, code, ON).listed is expected
