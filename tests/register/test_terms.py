"""Article 15: a term of three years, and what a recognition is worth on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.register.terms import Standing, standing, term_end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2023-07-10", "2026-07-09"),  # the 2023 batch, as printed
        ("2024-07-10", "2027-07-09"),  # the 2024 batch
        ("2025-01-01", "2027-12-31"),
        ("2024-02-29", "2027-02-28"),  # 民法典 202: no 29th in the month of the end
        ("2021-03-01", "2024-02-29"),
        ("2024-03-01", "2027-02-28"),
    ],
)
def test_a_term_ends_three_years_less_a_day_later(start: str, end: str) -> None:
    assert term_end(date.fromisoformat(start)) == date.fromisoformat(end)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_terms_that_follow_each_other_leave_no_gap(start: date) -> None:
    """The day after a term is the same day three years on, or 1 March after a 29 February."""
    follows = term_end(start) + timedelta(days=1)
    leap = (start.month, start.day) == (2, 29)
    assert follows == (date(start.year + 3, 3, 1) if leap else start.replace(year=start.year + 3))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2023-07-09", Standing.FUTURE),
        ("2023-07-10", Standing.VALID),
        ("2026-07-09", Standing.VALID),
        ("2026-07-10", Standing.EXPIRED),
    ],
)
def test_a_term_that_ran_out_waits_for_renewal(on: str, expected: Standing) -> None:
    assert standing(date(2023, 7, 10), date(2026, 7, 9), date.fromisoformat(on)) == expected
    assert Standing.EXPIRED.title.zh == "有效期满，待复核"


def test_a_term_the_source_does_not_state_is_unknown() -> None:
    assert standing(None, None, date(2025, 1, 1)) == Standing.UNKNOWN
