"""The period of a notice (Article 14(三)): 7 working days, interruptions by a recorded decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.notices.periods import Period, day_after, drift, extended, first_period, prolonged, rest_days, restarted
from jiqun.standards.workdays import CalendarUnknown, is_workday


def june(*days: int) -> tuple[date, ...]:
    return tuple(date(2025, 6, day) for day in days)


def test_the_department_s_own_notice_of_2023() -> None:
    """Signed 2023-12-19, stood from the 20th to the 28th."""
    period = first_period(day_after(date(2023, 12, 19)), 7, first_day_counts=True)
    assert (period.start, period.end) == (date(2023, 12, 20), date(2023, 12, 28))


def test_make_up_working_days_count_and_holidays_do_not() -> None:
    """National Day 2025: off 1 to 8 October, worked on 28 September and 11 October."""
    period = first_period(date(2025, 9, 28), 7, first_day_counts=True)
    assert [str(day) for day in period.days] == [
        "2025-09-28", "2025-09-29", "2025-09-30", "2025-10-09", "2025-10-10", "2025-10-11", "2025-10-13",
    ]  # fmt: skip


def test_a_start_on_a_rest_day_counts_from_the_next_working_day() -> None:
    assert first_period(date(2025, 6, 21), 7, first_day_counts=True).days[0] == date(2025, 6, 23)


def test_extension_keeps_the_whole_days_before() -> None:
    period = extended(date(2025, 6, 18), june(18, 19, 20, 23, 24, 25, 26), date(2025, 6, 20), date(2025, 6, 24), 7)
    assert (period.start, period.days) == (date(2025, 6, 18), (*june(18, 19, 24, 25, 26, 27), *june(30)))


def test_extension_on_the_very_day_of_the_interruption_ends_one_working_day_later() -> None:
    """Article 14(三): 12 June was no whole day, though the notice stood again before it was over."""
    before = first_period(date(2025, 6, 10), 7, first_day_counts=True)
    period = extended(before.start, before.days, date(2025, 6, 12), date(2025, 6, 12), 7)
    assert (before.end, period.end) == (date(2025, 6, 18), date(2025, 6, 19))
    assert period.days == june(10, 11, 13, 16, 17, 18, 19)


@pytest.mark.parametrize("first_day_counts", [True, False])
def test_restart_on_the_very_day_of_the_interruption_counts_from_the_next(first_day_counts: bool) -> None:
    """That day is left out once: as the day of the interruption, or as a start that does not count."""
    period = restarted(date(2025, 6, 12), date(2025, 6, 12), 7, first_day_counts=first_day_counts)
    assert period.days == june(13, 16, 17, 18, 19, 20, 23)


def test_restart_counts_the_whole_period_once_more() -> None:
    period = restarted(date(2025, 6, 20), date(2025, 6, 24), 7, first_day_counts=True)
    assert (period.start, period.end, len(period.days)) == (date(2025, 6, 24), date(2025, 7, 2), 7)


def test_a_year_without_its_schedule_is_unknown() -> None:
    with pytest.raises(CalendarUnknown):
        restarted(date(2026, 12, 25), date(2026, 12, 28), 7, first_day_counts=True)


@given(st.dates(date(2020, 1, 2), date(2026, 10, 1)), st.integers(0, 20), st.integers(0, 10))
def test_an_extended_period_has_the_required_days_and_never_ends_earlier(start: date, gone: int, away: int) -> None:
    """Whatever the interruption, seven working days count, none of those it was away and not the day it fell."""
    before = first_period(start, 7, first_day_counts=True)
    interrupted = start + timedelta(days=min(gone, (before.end - start).days))
    resumed = interrupted + timedelta(days=away)
    period = extended(before.start, before.days, interrupted, resumed, 7)
    assert len(set(period.days)) == 7
    assert all(is_workday(day) for day in period.days)
    assert period.end >= before.end
    assert not [day for day in period.days if day == interrupted or interrupted <= day < resumed]


# ── extended, corrected, and a calendar that changes ─────────────────────────────────────────────────────

STARTS = st.dates(date(2024, 1, 2), date(2025, 11, 1))


@given(start=STARTS, required=st.integers(1, 10), more=st.integers(1, 15))
def test_an_extension_adds_so_many_working_days_and_keeps_every_other(start: date, required: int, more: int) -> None:
    fresh = first_period(start, required, first_day_counts=True)
    before = Period(fresh.start, fresh.end, fresh.days)
    after = prolonged(before, more)
    assert after.days[:required] == before.days
    assert len(after.days) == required + more
    assert all(is_workday(day) for day in after.days)
    assert after.end == after.days[-1] > before.end


@given(start=STARTS, required=st.integers(1, 10))
def test_a_calendar_that_says_the_same_has_no_drift(start: date, required: int) -> None:
    fresh = first_period(start, required, first_day_counts=True)
    period = Period(fresh.start, fresh.end, fresh.days)
    assert drift(period, set(rest_days(period))) is None


@given(start=STARTS, required=st.integers(1, 10), data=st.data())
def test_a_corrected_calendar_is_named_and_moves_nothing(start: date, required: int, data: st.DataObject) -> None:
    """As if a day had been a rest day by the calendar the period was counted by, and is worked now."""
    fresh = first_period(start, required, first_day_counts=True)
    period = Period(fresh.start, fresh.end, fresh.days)
    rested = set(rest_days(period))
    forgotten = data.draw(st.sampled_from(period.days))
    announced = Period(period.start, period.end, tuple(day for day in period.days if day != forgotten))
    if not announced.days:
        return
    found = drift(announced, rested | {forgotten})
    assert found is not None
    assert (found.no_longer, found.now_worked) == ((), (forgotten,))
    assert found.period is not None
    assert len(found.period.days) == len(announced.days)
    assert found.end is not None
    assert found.end <= announced.end


def test_a_day_that_became_a_holiday_would_be_made_up_at_the_end() -> None:
    """Counted on a Sunday that the corrected calendar does not work: the next working day would take its place."""
    announced = Period(date(2025, 6, 18), date(2025, 6, 25), june(18, 19, 20, 22, 23, 24, 25))
    found = drift(announced, set(june(21)))
    assert found is not None
    assert (found.no_longer, found.now_worked, found.end) == (june(22), (), date(2025, 6, 26))
