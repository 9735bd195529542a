"""Differences between yearly figures that ask for a reason (Article 13: what is stated has to be explained)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import speaking
from jiqun.forms.definitions import shipped_form
from jiqun.forms.differences import LIMITS, differences, differs, limit_of, series
from jiqun.standards import tables

FORM = shipped_form("申报")
WATER, PROFIT, SHARE = FORM.field("water"), FORM.field("profit_tax"), FORM.field("county_share")


def said(*args: object) -> list[str]:
    return [each.text.zh for each in differences(*args)]  # type: ignore[arg-type]


def test_limits_are_data_marked_as_the_products_own() -> None:
    rows = tables.read(LIMITS)
    assert {(row["origin"], row["origin_en"]) for row in rows} == {
        ("本产品自拟，可由主管部门替换", "The product's own proposal; the department may replace it")
    }
    assert {row["field"] for row in rows} - {""} <= {field.id for field in FORM.fields()}


@pytest.mark.parametrize(
    ("field", "points", "year_on_year"),
    [("water", False, Fraction(3, 10)), ("county_share", True, Fraction(10)), ("profit_tax", False, Fraction(1, 2))],
)
def test_limit_is_the_fields_own_else_its_units_else_the_general_one(
    field: str, points: bool, year_on_year: Fraction
) -> None:
    limit = limit_of(FORM.field(field))
    assert (limit.points, limit.year_on_year) == (points, year_on_year)


def test_figure_beyond_the_limit_is_told_against_the_year_before() -> None:
    assert said(WATER, {"2022": "100", "2023": "130", "2024": "200"}, 2024) == [
        "2024 年 200 万立方米，2023 年 130 万立方米，多 53.85%，超过 30%"
    ]


def test_figure_at_the_limit_is_not_told() -> None:
    assert said(WATER, {"2022": "100", "2023": "130", "2024": "91"}, 2024) == []


def test_figure_just_beyond_the_limit_is_told_with_the_digits_that_show_it() -> None:
    assert said(WATER, {"2023": "100000", "2024": "130001"}, 2024) == [
        "2024 年 130,001 万立方米，2023 年 100,000 万立方米，多 30.001%，超过 30%"
    ]


def test_each_part_is_looked_at_by_itself() -> None:
    value = {"利润总额": {"2023": "10", "2024": "4"}, "上缴税金": {"2023": "10", "2024": "10"}}
    assert said(PROFIT, value, 2024) == ["利润总额 2024 年 4 亿元，2023 年 10 亿元，少 60.00%，超过 50%"]


def test_same_year_stated_otherwise_than_last_time_is_told() -> None:
    now, last = {"2022": "100", "2023": "110"}, {"2021": "98", "2022": "90"}
    assert said(WATER, now, 2023, last, 2022) == [
        "2022 年本次填 100 万立方米，上次申报填 90 万立方米，多 11.11%，超过 5%"
    ]


def test_years_that_stand_as_they_were_stated_are_not_asked_about_again() -> None:
    now, last = {"2021": "10", "2022": "90", "2023": "95"}, {"2021": "10", "2022": "90"}
    assert (said(WATER, now, 2023, last, 2022), len(said(WATER, now, 2023))) == ([], 1)


def test_share_is_compared_in_percentage_points_with_the_last_application() -> None:
    assert said(SHARE, "81.5", 2024, "60", 2023) == ["2024 年 81.5%，2023 年 60%，多 21.5 个百分点，超过 10 个百分点"]
    assert said(SHARE, "65", 2024, "60", 2023) == []


def test_share_of_the_same_year_is_held_against_what_was_stated() -> None:
    assert said(SHARE, "63", 2024, "60", 2024) == ["2024 年本次填 63%，上次申报填 60%，多 3 个百分点，超过 2 个百分点"]


def test_figure_that_starts_from_zero_is_told_without_a_percentage() -> None:
    assert said(WATER, {"2023": "0", "2024": "5"}, 2024) == [
        "2024 年 5 万立方米，2023 年 0 万立方米，由 0 变为有数，超过 30%"
    ]
    assert said(WATER, {"2023": "0", "2024": "0"}, 2024) == []


def test_difference_is_told_in_english_too() -> None:
    with speaking("en"):
        (found,) = differences(WATER, {"2023": "100", "2024": "50"}, 2024)
        assert str(found.text) == "2024: 50 × 10,000 m³, 2023: 100 × 10,000 m³; 50.00% less, beyond 30%"


@pytest.mark.parametrize("value", [None, "", [], {"2024": "多"}, {"年": "1"}, {"2024": None}, "12"])
def test_what_is_no_figure_has_no_difference(value: object) -> None:
    assert differences(WATER, value, 2024, value, 2023) == ()


def test_other_kinds_of_answers_are_not_compared() -> None:
    assert differences(FORM.field("extent"), "甲", 2024, "乙", 2023) == ()


amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False).map(lambda number: f"{number:f}")


@given(amounts, amounts)
def test_two_years_are_told_exactly_when_they_lie_apart(earlier: str, later: str) -> None:
    apart = abs(Fraction(later) - Fraction(earlier)) > Fraction(3, 10) * Fraction(earlier)
    assert bool(differences(WATER, {"2023": earlier, "2024": later}, 2024)) == apart
    assert differs(Fraction(later), Fraction(earlier), False, Fraction(3, 10)) == apart


@given(st.dictionaries(st.sampled_from(["2022", "2023", "2024"]), amounts))
def test_what_is_stated_again_unchanged_asks_nothing(value: dict[str, str]) -> None:
    assert differences(WATER, value, 2024, value, 2024) == ()


@given(st.dictionaries(st.sampled_from(["2022", "2023", "2024"]), amounts, min_size=1))
def test_figures_are_read_exactly(value: dict[str, str]) -> None:
    (line,) = series(WATER, value, 2024).values()
    assert line == {int(year): Fraction(text) for year, text in value.items()}
