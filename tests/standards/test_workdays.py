"""Working days after the State Council's notices; public notice periods of Article 14.3."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import speaking
from jiqun.standards import schedule
from jiqun.standards.workdays import (
    CalendarUnknown,
    add_workdays,
    is_workday,
    known_years,
    next_workday,
    notice_period,
    schedule_source,
    schedule_sources,
    workdays_between,
)

FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
days_inside = st.dates(date(2020, 1, 1), date(2025, 12, 31))


def test_is_workday_agrees_with_an_independent_calendar_on_every_day():
    ours = [is_workday(day) for day in EVERY_DAY]
    assert ours == [chinese_calendar.is_workday(day) for day in EVERY_DAY]


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2023, 12, 20), 7, date(2023, 12, 28)),  # 省厅 2023, its own notice
        (date(2022, 12, 29), 5, date(2023, 1, 5)),  # 工信部, over the new year
        (date(2023, 9, 28), 5, date(2023, 10, 10)),  # 工信部, 10-07 and 10-08 worked
        (date(2024, 4, 28), 3, date(2024, 4, 30)),  # a Sunday made a working day
        (date(2026, 2, 13), 3, date(2026, 2, 24)),  # 02-14 worked, 02-15 to 02-23 off
    ],
)
def test_notice_period_as_published(start: date, days: int, end: date):
    """第十四条（三）公示期为7个工作日。"""
    period = notice_period(start, days)
    assert (period.start, period.end, len(period.days)) == (start, end, days)


def test_notice_period_lists_the_days_it_counted():
    assert notice_period(date(2023, 12, 20), 7).days == tuple(date(2023, 12, d) for d in (20, 21, 22, 25, 26, 27, 28))


def test_notice_period_with_first_day_not_counted_begins_on_the_next_working_day():
    """民法典第二百零一条：开始的当日不计入。"""
    period = notice_period(date(2023, 12, 20), 7, first_day_counts=False)
    assert (period.start, period.days[0], period.end) == (date(2023, 12, 20), date(2023, 12, 21), date(2023, 12, 29))


@pytest.mark.parametrize("first_day_counts", [True, False])
def test_notice_period_starting_on_a_rest_day_does_not_count_it(first_day_counts: bool):
    period = notice_period(date(2024, 6, 8), 1, first_day_counts=first_day_counts)  # Saturday before 端午
    assert (period.start, period.days, period.end) == (date(2024, 6, 8), (date(2024, 6, 11),), date(2024, 6, 11))


def test_notice_period_into_an_unknown_year_names_the_missing_notice():
    with pytest.raises(CalendarUnknown) as refusal:
        notice_period(date(2026, 12, 30), 7)
    assert refusal.value.year == 2027
    assert str(refusal.value) == (
        "缺少《国务院办公厅关于2027年部分节假日安排的通知》，无法确定2027年的工作日；请在通知发布后由省级登记到“工作日历”再计算。"
    )
    with speaking("en"):
        assert str(refusal.value).startswith("The State Council General Office's notice on the public holidays of 2027")


def test_notice_period_that_ends_with_the_last_known_day_is_given():
    assert notice_period(date(2026, 12, 30), 2).end == date(2026, 12, 31)


@pytest.mark.parametrize("days", [0, -1])
def test_notice_period_of_less_than_a_day_is_refused(days: int):
    with pytest.raises(ValueError, match=rf"^期限至少为 1 个工作日，现为 {days}；"):
        notice_period(date(2024, 1, 2), days)


@given(days_inside, st.integers(1, 60), st.booleans())
def test_notice_period_counts_exactly_the_working_days_up_to_its_end(start: date, days: int, first: bool):
    period = notice_period(start, days, first_day_counts=first)
    begin = start if first else start + timedelta(days=1)
    span = [begin + timedelta(days=i) for i in range((period.end - begin).days + 1)]
    assert period.days == tuple(day for day in span if chinese_calendar.is_workday(day))
    assert (len(period.days), period.days[-1]) == (days, period.end)


@given(days_inside, st.integers(-60, 200))
def test_workdays_between_undoes_add_workdays(start: date, n: int):
    start = max(start, date(2020, 12, 1))
    assert workdays_between(start, add_workdays(start, n)) == n


def test_add_workdays_of_none_stays_on_the_day():
    assert add_workdays(date(2024, 6, 8), 0) == date(2024, 6, 8)


def test_next_workday_is_after_the_day_even_when_that_is_worked():
    assert [next_workday(date(2024, 6, d)) for d in (7, 8, 11)] == [
        date(2024, 6, 11),
        date(2024, 6, 11),
        date(2024, 6, 12),
    ]


def test_workdays_between_counts_down_to_the_deadline_and_past_it():
    deadline = date(2023, 4, 14)  # Friday
    left = [workdays_between(date(2023, 4, d), deadline) for d in (10, 13, 14, 15, 17, 18)]
    assert left == [4, 1, 0, -1, -1, -2]


def test_an_instant_is_refused_because_a_holiday_would_pass_as_worked():
    with pytest.raises(TypeError, match="工作日按日历日期计算"):
        is_workday(datetime(2024, 10, 1, 9, 0))


def test_known_years_cover_what_is_promised():
    assert known_years() == tuple(range(2018, 2027))


@pytest.mark.parametrize("day", [date(2017, 12, 29), date(2027, 1, 4)])
def test_is_workday_outside_the_known_years_is_refused(day: date):
    with pytest.raises(CalendarUnknown):
        is_workday(day)


def test_schedule_source_is_the_notice_of_that_year():
    assert schedule_source(2026) == "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm"
    assert len(schedule_sources(2020)) == 2  # 春节 was extended in January 2020
    with pytest.raises(CalendarUnknown):
        schedule_source(2027)


@pytest.fixture
def additions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "2027.csv"
    monkeypatch.setenv(schedule.ADDITIONS, str(file))
    yield file


def test_a_year_added_by_an_administrator_is_counted(additions: Path):
    additions.write_text(
        "date,name,kind,state_council_notice\n"
        "2026-12-27,元旦,班,https://example.gov.cn/2027\n"
        "2027-01-01,元旦,休,https://example.gov.cn/2027\n",
        encoding="utf-8",
    )
    assert (is_workday(date(2026, 12, 27)), is_workday(date(2027, 1, 1))) == (True, False)
    assert schedule_source(2027) == "https://example.gov.cn/2027"
    assert schedule_source(2026).endswith("content_7047091.htm")


@pytest.mark.parametrize(
    "row",
    [
        "2027/01/01,元旦,休,https://example.gov.cn",
        "2027-01-01,元旦,假,https://example.gov.cn",
        "2027-01-01,元旦,休,",
    ],
)
def test_an_added_row_that_cannot_be_read_is_refused_with_its_number(additions: Path, row: str):
    additions.write_text(f"date,name,kind,state_council_notice\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^节假日安排第 2 行无法识别"):
        is_workday(date(2026, 1, 5))


def test_importing_workdays_loads_no_table_and_nothing_heavy():
    script = (
        "import sys\n"
        "from jiqun.standards.workdays import notice_period\n"
        "from jiqun.standards.schedule import _built\n"
        "heavy = ('django', 'stdnum', 'yaml', 'importlib.resources')\n"
        "print(_built.cache_info().currsize, [m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "0 []\n"
