"""Article 17(四) says 及时 and no number: until the province sets a period by a document, nothing is late."""

from __future__ import annotations

from datetime import date

import pytest

from jiqun.casework.refusals import Invalid, Refusal
from jiqun.supervision.changes import periods
from jiqun.supervision.models import ChangeFiling, FilingPeriod
from tests.office import PROVINCE, at
from tests.supervision.changes.county import begin, do, goal, handed_in, held, officer, period, signed

pytestmark = pytest.mark.django_db
LATER = at("2025-09-26 10:00")


def test_without_a_period_nothing_is_late() -> None:
    found = ChangeFiling.objects.get(pk=handed_in(begin(held(), lead_codes="397"), LATER).pk)
    assert (found.due_on, found.late) == (None, False)


def test_change_handed_in_after_the_period_is_marked_late() -> None:
    """Ten working days from 2025-08-20: 2025-09-03."""
    period()
    found = ChangeFiling.objects.get(pk=handed_in(begin(held(), lead_codes="397")).pk)
    assert (found.due_on, found.late) == (date(2025, 9, 3), True)


def test_change_handed_in_on_the_last_day_is_in_time() -> None:
    period()
    of = held()
    case = begin(of, changed_on="2025-08-27", lead_codes="397")
    assert (periods.due(date(2025, 8, 27)), ChangeFiling.objects.get(pk=handed_in(case).pk).late) == (
        date(2025, 9, 10),
        False,
    )


def test_what_changed_before_the_period_counts_is_never_late() -> None:
    period(counts_from="2025-08-21")
    found = ChangeFiling.objects.get(pk=handed_in(begin(held(), lead_codes="397"), LATER).pk)
    assert (found.due_on, found.late) == (None, False)


def test_adjusting_goals_is_under_no_period() -> None:
    period()
    of = held()
    row = goal(of)
    case = begin(of, "goals", **{f"goal_{row.pk}_2025": "46", f"goal_{row.pk}_2026": "53"})
    assert not ChangeFiling.objects.get(pk=handed_in(case, LATER).pk).late


def test_period_counts_once_signed_and_not_before() -> None:
    with pytest.raises(Invalid, match="不能溯及既往"):
        period(counts_from="2025-07-01")
    case = period()
    assert periods.in_force(date(2025, 8, 1)) == FilingPeriod.objects.get(pk=case.pk)
    assert periods.in_force(date(2025, 7, 31)) is None
    with pytest.raises(Refusal, match="已有自 2025-08-01 起适用的报备期限"):
        period(20)


def test_ended_period_counts_for_what_changed_before_its_end() -> None:
    case = period()
    with pytest.raises(Invalid, match="不能早于适用起始日"):
        do(case, "end_period", officer(PROVINCE), {"ended_on": "2025-07-31", "ended_by": "文", "reason": "x"})
    end = {"ended_on": "2025-09-01", "ended_by": "粤工信函〔2025〕9号", "reason": "另行规定"}
    signed(case, "end_period", PROVINCE, end)
    assert (periods.due(date(2025, 8, 29)), periods.due(date(2025, 9, 1))) == (date(2025, 9, 12), None)


def test_later_period_takes_the_place_of_the_earlier() -> None:
    period()
    period(5, "2025-09-01")
    assert (periods.due(date(2025, 8, 29)), periods.due(date(2025, 9, 1))) == (date(2025, 9, 12), date(2025, 9, 8))


def test_counting_into_a_year_without_calendar_gives_no_day() -> None:
    case = period(250)
    assert periods.last_day(FilingPeriod.objects.get(pk=case.pk), date(2026, 12, 1)) is None
