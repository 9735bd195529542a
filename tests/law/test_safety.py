"""A13.1: no serious incident, which can only mean no record in the registers that were searched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiqun.facts.rows import INCIDENT_KINDS, RegisterSearch, Roster
from jiqun.law.occurrences import months_before
from tests.law.rosters import finding, incident, roster, verdict

NORM = "13.1.safety"
ALL = frozenset(INCIDENT_KINDS)


def after(kind: str, grade: str | None, on: date = date(2024, 5, 1), uscc: str = "A") -> Roster:
    return roster(incidents=(incident(kind, grade, on, uscc),))


@pytest.mark.parametrize(
    ("kind", "grade", "expected"),
    [
        ("安全事故", "一般", "met"),
        ("安全事故", "较大", "not_met"),
        ("质量事故", "重大", "not_met"),
        ("环境污染事故", "特别重大", "not_met"),
        ("环境污染事故", "一般", "met"),
        ("网络安全事件", "较大", "met"),
        ("网络安全事件", "重大", "not_met"),
        ("数据安全事件", "较大", "met"),
        ("数据安全事件", "特别重大", "not_met"),
        ("税收违法", "重大税收违法失信主体", "not_met"),
        ("税收违法", "偷税", "not_met"),
        ("税收违法", "罚款", "met"),
        ("严重失信", "严重失信主体名单", "not_met"),
        ("其他重大问题", "重大", "not_met"),
        ("其他重大问题", "较大", "met"),
        ("安全事故", None, "undetermined"),
        ("安全事故", "不详", "undetermined"),
        ("税收违法", None, "undetermined"),
        ("严重失信", None, "undetermined"),
    ],
)
def test_incident_counts_from_the_grade_the_clause_names(kind: str, grade: str | None, expected: str) -> None:
    """较大及以上 accidents, 重大及以上 network and data incidents; an unknown grade settles nothing."""
    assert verdict(after(kind, grade), NORM) == expected


@pytest.mark.parametrize(("grade", "expected"), [("罚款", "not_met"), (None, "not_met"), ("偷税", "not_met")])
def test_any_tax_penalty_counts_by_its_reading(grade: str | None, expected: str) -> None:
    assert verdict(after("税收违法", grade), NORM, 税收违法="any") == expected


@pytest.mark.parametrize(
    ("on", "rolling", "calendar"),
    [
        (date(2022, 3, 20), "not_met", "not_met"),
        (date(2022, 3, 19), "met", "not_met"),
        (date(2022, 1, 1), "met", "not_met"),
        (date(2021, 12, 31), "met", "met"),
        (date(2024, 12, 31), "not_met", "not_met"),
        (date(2025, 1, 1), "not_met", "met"),
        (date(2025, 3, 20), "not_met", "met"),
        (date(2025, 3, 21), "met", "met"),
    ],
)
def test_window_of_three_years_by_its_readings(on: date, rolling: str, calendar: str) -> None:
    """近三年: 36 months up to 2025-03-20, or the calendar years 2022 to 2024; both ends included."""
    assert verdict(after("安全事故", "较大", on), NORM) == rolling
    assert verdict(after("安全事故", "较大", on), NORM, 事项窗口="calendar_years") == calendar


def test_incident_of_a_code_off_the_roster_is_open() -> None:
    """Branches have codes of their own, so "not on the roster" is not "not ours"."""
    found = finding(after("安全事故", "较大", uscc="X"), NORM)
    assert found.verdict == "undetermined"
    assert "分支机构" in found.needs[0].zh


def test_incident_of_a_firm_that_left_counts_when_it_was_a_member_then() -> None:
    lines = tuple(line for line in roster().firm_years if not (line.uscc == "B" and line.year > 2022))
    then = replace(after("安全事故", "较大", date(2022, 6, 1), "B"), firm_years=lines)
    later = replace(after("安全事故", "较大", date(2024, 6, 1), "B"), firm_years=lines)
    assert (verdict(then, NORM), verdict(later, NORM)) == ("not_met", "undetermined")


def test_without_any_search_absence_is_not_known() -> None:
    found = finding(roster(searches=()), NORM)
    assert found.verdict == "undetermined"
    assert [str(need) for need in found.needs] == [
        f"尚无覆盖{'、'.join(INCIDENT_KINDS)}的登记库查询记录，请查询并登记查询日期"
    ]


def test_a_kind_nobody_searched_for_leaves_it_open() -> None:
    searches = (RegisterSearch("信用中国", date(2025, 3, 1), ALL - {"数据安全事件"}),)
    found = finding(roster(searches=searches), NORM)
    assert found.verdict == "undetermined"
    (need,) = found.needs
    assert need.zh == "尚无覆盖数据安全事件的登记库查询记录，请查询并登记查询日期"
    assert need.en == "No register was searched for data incident; search one and enter the date"


def test_several_searches_cover_the_kinds_together() -> None:
    half = frozenset(INCIDENT_KINDS[:4])
    searches = (
        RegisterSearch("应急事故库", date(2025, 3, 1), half),
        RegisterSearch("信用中国", date(2025, 3, 2), ALL - half),
    )
    found = finding(roster(searches=searches), NORM)
    assert found.verdict == "met"
    assert "应急事故库（2025-03-01 查询）、信用中国（2025-03-02 查询）中未见" in found.text.zh


def test_search_before_the_window_says_nothing() -> None:
    searches = (RegisterSearch("信用中国", date(2021, 3, 1), ALL),)
    assert verdict(roster(searches=searches), NORM) == "undetermined"


def test_a_grave_incident_settles_it_without_any_search() -> None:
    found = replace(after("安全事故", "较大"), searches=())
    assert verdict(found, NORM) == "not_met"
    assert "2024-05-01 A 安全事故 较大（应急管理局 〔2024〕1号）" in finding(found, NORM).text.zh


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 3, 20), 36, date(2022, 3, 20)),
        (date(2024, 2, 29), 36, date(2021, 2, 28)),
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
        (date(2025, 12, 31), 12, date(2024, 12, 31)),
    ],
)
def test_months_before_ends_on_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
