"""Days and moments as people read them, on the clock of Asia/Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jiqun.standards.workdays import notice_period
from jiqun.web import moments

NIGHT = datetime(2025, 6, 26, 16, 0, tzinfo=UTC)  # 24:00 on 26 June in Shanghai


def test_day_of_a_moment_is_the_day_in_shanghai() -> None:
    assert moments.day(datetime(2025, 4, 18, 17, 0, tzinfo=UTC)) == "2025-04-19"
    assert moments.day(date(2025, 4, 18)) == "2025-04-18"
    assert moments.day(None) == "—"


def test_moment_is_shown_to_the_minute() -> None:
    assert moments.moment(datetime(2025, 4, 30, 9, 30, tzinfo=UTC)) == "2025-04-30 17:30"
    assert moments.moment(datetime(2025, 4, 30, 17, 30)) == "2025-04-30 17:30"
    assert moments.moment(None) == "—"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (datetime(2025, 4, 30, 9, 30, tzinfo=UTC), "2025年4月30日17:30前", "by 17:30 on 30 April 2025"),
        (NIGHT, "2025年6月26日24时前", "by 24:00 on 26 June 2025"),
        (date(2025, 4, 30), "2025年4月30日前", "by the end of 30 April 2025"),
    ],
)
def test_deadline_names_its_last_day(value: date | datetime, zh: str, en: str) -> None:
    text = moments.deadline(value)
    assert (text.zh, text.en) == (zh, en)


def test_day_strip_shows_the_weekend_uncounted() -> None:
    """第十四条（三）：公示期为7个工作日 — 18 to 26 June 2025 are nine days, of which seven count."""
    cells = moments.day_strip(notice_period(date(2025, 6, 18), 7), today=date(2025, 6, 20))
    assert [cell.index for cell in cells] == [1, 2, 3, None, None, 4, 5, 6, 7]
    assert [cell.figure.zh for cell in cells] == ["6月18", "19", "20", "21", "22", "23", "24", "25", "26"]
    assert [cell.weekday.zh for cell in cells][2:5] == ["周五", "周六", "周日"]
    assert [cell.day for cell in cells if cell.is_today] == [date(2025, 6, 20)]


def test_day_strip_names_the_month_where_it_changes() -> None:
    cells = moments.day_strip(notice_period(date(2025, 6, 27), 5), today=None)
    assert [cell.figure.zh for cell in cells] == ["6月27", "28", "29", "30", "7月1", "2", "3"]
    assert not any(cell.is_today for cell in cells)
