"""Figures stated and seen: exact, in whole numbers of the smallest unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.visits.deviations import from_plain, sums
from jiqun.visits.figures import Deviation, Stated, Unreadable, seen_in, signed_percent, stated

OUTPUT = Stated("output", 2024, 123_450_000_000)
FEN = st.integers(0, 10**14)


def test_stated_leaves_blanks_out_and_begins_with_the_latest_year() -> None:
    blank = dict.fromkeys(("revenue", "energy", "exports"))
    rows = [
        {"year": 2023, "output": 1, "rd": None, "employees": 5, "patents": 0, **blank},
        {"year": 2024, "output": 2, "rd": 3, "employees": None, "patents": None, **blank},
    ]
    found = [(each.year, each.measure, each.value) for each in stated(rows)]
    assert found == [
        (2024, "output", 2),
        (2024, "rd", 3),
        (2023, "output", 1),
        (2023, "employees", 5),
        (2023, "patents", 0),
    ]


def test_stated_speaks_its_unit() -> None:
    assert (OUTPUT.title.zh, OUTPUT.unit.zh, OUTPUT.shown) == ("2024 年产值", "万元", "123,450")
    assert (Stated("employees", 2024, 1200).shown, Stated("employees", 2024, 1).unit.zh) == ("1,200", "人")


@given(FEN, FEN)
def test_difference_is_exact_to_the_fen(claimed: int, seen: int) -> None:
    """Money is 分: what is typed with six decimals of 万元 comes back to the last 分."""
    of = Stated("output", 2024, claimed)
    found = seen_in(of, f"{Decimal(seen).scaleb(-6):f}", "")
    assert found is not None
    assert (found.seen, found.difference) == (seen, seen - claimed)
    assert of.read(of.said(seen)) == seen


@given(FEN, FEN, st.integers(0, 1000))
def test_marked_is_beyond_the_share(claimed: int, seen: int, threshold: int) -> None:
    found = Deviation(Stated("output", 2024, claimed), seen)
    if claimed:
        assert found.marked(threshold) == (abs(Fraction(seen - claimed, claimed)) > Fraction(threshold, 1000))
    else:
        assert found.marked(threshold) == (seen != 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [("约100", "请只填数字"), ("-3", "不能为负数"), ("1.0000001", "小数位过多"), ("无", "未掌握的请留空")],
)
def test_seen_that_is_no_number_is_refused(text: str, said: str) -> None:
    """Bad input: what is wrong and what to do."""
    with pytest.raises(Unreadable, match=said):
        seen_in(OUTPUT, text, "")


def test_seen_of_nothing_is_nothing() -> None:
    assert seen_in(OUTPUT, "", "") is None


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("123450", "一致"),
        ("122,215.5", "现场少 1,234.5 万元（-1.00%）"),
        ("135795", "现场多 12,345 万元（+10.00%）"),
    ],
)
def test_deviation_in_words(seen: str, said: str) -> None:
    found = seen_in(OUTPUT, seen, "纳税申报表")
    assert found is not None and found.text.zh == said


@given(st.fractions(-3, 3))
def test_signed_percent_has_two_decimals_and_its_sign(share: Fraction) -> None:
    said = signed_percent(share)
    assert abs(Fraction(said.rstrip("%")) / 100 - share) <= Fraction(1, 20_000)
    assert said.startswith("+") == (round(share * 10_000) > 0)


@given(st.lists(st.tuples(st.sampled_from(("output", "rd")), st.integers(2023, 2024), FEN, FEN)))
def test_sums_add_up(lines: list[tuple[str, int, int, int]]) -> None:
    """How many were looked at, how many differ, by how much: nothing lost, nothing counted twice."""
    every = [Deviation(Stated(measure, year, claimed), seen) for measure, year, claimed, seen in lines]
    found = sums(every, 50)
    assert (found.looked, found.differing) == (len(lines), sum(seen != claimed for *_, claimed, seen in lines))
    assert sum(line.figures for line in found.lines) == len(lines)
    assert sum(line.seen - line.stated for line in found.lines) == sum(each.difference for each in every)
    assert found.marked <= found.differing
    assert from_plain(found.plain()) == found.text


def test_sums_of_nothing_say_so() -> None:
    assert sums([], 50).text.zh == "未核对数据"
