"""The words of the State Council's notices, held against the days that are shipped with their source."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.standards import tables
from jiqun.standards.holiday_notice import Row, read

NOTICES = {
    2023: """一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。""",
    2026: """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
}
"""The items of the notices published on gov.cn (addresses in `workday_schedule.csv`), one with what follows them."""


def shipped(year: int) -> set[tuple[date, str]]:
    """The days of a year that differ from the plain week."""
    rows = tables.shipped("workday_schedule.csv")
    days = {(date.fromisoformat(row["date"]), row["kind"]) for row in rows}
    return {(day, kind) for day, kind in days if day.year == year}


@pytest.mark.parametrize("year", NOTICES)
def test_words_of_a_notice_give_the_days_that_are_shipped(year: int) -> None:
    found = read(NOTICES[year], year)
    assert found.faults == ()
    assert {(row.day, row.kind) for row in found.rows if row.day.year == year} == shipped(year)


def test_names_and_order_are_those_of_the_notice() -> None:
    found = read(NOTICES[2025], 2025).rows
    assert found[0] == Row(date(2025, 1, 1), "元旦", "休")
    assert [row.day for row in found] == sorted(row.day for row in found)
    assert {row.name for row in found} == {"元旦", "春节", "清明节", "劳动节", "端午节", "国庆节、中秋节"}


def test_all_in_one_line_reads_the_same() -> None:
    assert read(NOTICES[2026].replace("\n", ""), 2026) == read(NOTICES[2026], 2026)


def test_notice_of_another_year_is_told_by_its_weekdays() -> None:
    faults = [str(each) for each in read(NOTICES[2025], 2026).faults]
    assert "“元旦”中 2026-01-01 写作周三，实为周四；请核对年度和日期。" in faults
    assert len(faults) > 6  # all at once


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "没有读到放假安排"),
        ("元旦放假三天", "没有读到放假安排"),
        ("一、元旦：2月30日放假。", "日期 2月30日 不存在"),
        ("一、元旦：1月5日至3日放假。", "起止日期不对"),
        ("一、国庆节：10月1日至12月1日放假。", "起止日期不对"),
        ("一、元旦：1月1日放假，1月4日上班。", "这一句读不懂"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_guessed(words: str, said: str) -> None:
    found = read(words, 2027)
    assert said in str(found.faults[0]) and not found.rows


@given(st.dates(date(2024, 1, 1), date(2030, 12, 20)), st.integers(0, 9), st.booleans())
def test_every_holiday_that_is_written_is_read_back(first: date, more: int, weekdays: bool) -> None:
    last = first + timedelta(days=more)

    def said(day: date) -> str:
        name = f"（周{'一二三四五六日'[day.weekday()]}）" if weekdays else ""
        return f"{day.year}年{day.month}月{day.day}日{name}"

    until = f"至{said(last)}" if more else ""
    found = read(f"一、某节：{said(first)}{until}放假，共{more + 1}天。", first.year)
    assert (found.faults, [row.day for row in found.rows]) == ((), [first + timedelta(days=n) for n in range(more + 1)])
