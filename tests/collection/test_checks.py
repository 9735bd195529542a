"""The checks beside a firm's figures, and the pasted list: pure, tried with anything."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.collection.asked import COLUMNS, as_text, as_value
from jiqun.collection.checks import gaps, remarks
from jiqun.collection.lists import Firm, read_lines
from jiqun.collection.queries.figures import change, grouped
from tests.collection.asking import WAN, code


@pytest.mark.parametrize(
    ("values", "known", "said"),
    [
        ({2024: {"output": 100 * WAN, "rd": 101 * WAN}}, {}, "2024 年研发经费大于产值"),
        ({2024: {"revenue": 9 * WAN, "rd": 10 * WAN}}, {}, "2024 年研发经费大于营业收入"),
        ({2024: {"employees": 0, "output": WAN}}, {}, "2024 年从业人员为 0 却有产值"),
        ({2023: {"output": 500 * WAN}, 2024: {"output": 1501 * WAN}}, {}, "2024 年产值比 2023 年增加 200%"),
        ({2023: {"output": 1000 * WAN}, 2024: {"output": 299 * WAN}}, {}, "2024 年产值比 2023 年减少 70%"),
        ({2023: {"employees": 20}, 2024: {"employees": 90}}, {}, "2024 年从业人员比 2023 年增加 350%"),
        ({2023: {"output": 100 * WAN}, 2024: {"output": 1_100_000 * WAN}}, {}, "2024 年产值与 2023 年相差约一万倍"),
        ({2024: {"output": 100 * WAN}}, {2024: {"output": 1_000_000 * WAN}}, "2024 年产值与此前掌握的数据相差约一万倍"),
        ({2024: {"revenue": 9 * WAN, "exports": 10 * WAN}}, {}, "2024 年出口额大于营业收入"),
    ],
)
def test_a_slip_is_pointed_out_in_words(values: dict[int, Any], known: dict[int, Any], said: str) -> None:
    [found] = remarks(values, known)
    assert found.text.zh.startswith(said)


@pytest.mark.parametrize(
    "values",
    [
        {2023: {"output": 500 * WAN}, 2024: {"output": 1500 * WAN}},
        {2023: {"output": 1000 * WAN}, 2024: {"output": 300 * WAN}},
        {2023: {"output": 10 * WAN}, 2024: {"output": 900 * WAN}},
        {2023: {"output": 100 * WAN}, 2024: {"output": None}},
        {2023: {"employees": 2}, 2024: {"employees": 40}},
        {2023: {"output": 0}, 2024: {"output": 900 * WAN}},
        {2023: {"platform": False}, 2024: {"platform": True}},
        {2024: {"output": 100 * WAN, "rd": 100 * WAN}},
    ],
)
def test_what_may_well_be_so_is_left_alone(values: dict[int, Any]) -> None:
    assert remarks(values, {}) == []


def test_a_year_left_out_between_others_is_asked_about() -> None:
    values: dict[int, Any] = {
        2022: {"output": 5, "rd": None},
        2023: {"output": None, "rd": None},
        2024: {"output": 7, "rd": None},
    }
    assert [each.name for each in gaps(values)] == ["output-2023"]


FIGURES = st.sampled_from([name for name in COLUMNS if name not in ("platform", "software")])


@given(figure=FIGURES, value=st.integers(0, 10**15))
def test_a_figure_is_read_back_as_it_was_written(figure: str, value: int) -> None:
    assert as_value(figure, as_text(figure, value)) == value
    assert as_value(figure, grouped(as_text(figure, value))) == value


@given(st.text(max_size=200))
def test_any_pasted_text_gives_firms_or_faults(text: str) -> None:
    firms, faults, _ = read_lines(text)
    filled = [line for line in text.splitlines() if line.strip()]
    assert len(firms) + len(faults) <= len(filled)
    assert bool(firms or faults) == bool(filled)


def test_a_pasted_list_takes_every_usual_shape() -> None:
    """From a spreadsheet, a message, a memo; twice the same firm counts once."""
    text = (
        f"{code(1)}\t甲厂\t0752-1234567\n{code(2)}，乙 厂（惠州）\n{code(3)} 丙厂 13800000000\n\n{code(1).lower()} 甲厂"
    )
    firms, faults, unsure = read_lines(text)
    assert firms == [
        Firm(code(1), "甲厂", "0752-1234567"),
        Firm(code(2), "乙 厂（惠州）"),
        Firm(code(3), "丙厂", "13800000000"),
    ]
    assert (faults, unsure) == ([], [])


def test_one_code_with_two_names_is_a_fault_of_its_line() -> None:
    _, faults, _ = read_lines(f"{code(1)} 甲厂\n{code(1)} 乙厂")
    assert [str(fault) for fault in faults] == [f"第 2 行：{code(1)} 前面已列为“甲厂”，请核对两行的代码和名称。"]


@pytest.mark.parametrize(
    ("before", "value", "said"),
    [(100, 110, "+10.0%"), (300, 299, "-0.3%"), (None, 5, ""), (0, 5, ""), (100, 100, "+0.0%"), (3, 9, "+200.0%")],
)
def test_change_against_the_year_before(before: int | None, value: int, said: str) -> None:
    assert change(before, value) == said


def test_thousands_are_grouped_and_words_left_alone() -> None:
    assert [grouped(text) for text in ("1234567.5", "12", "是", "")] == ["1,234,567.5", "12", "是", ""]
