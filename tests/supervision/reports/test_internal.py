"""Article 16: earlier days within a prefecture or county remind; the day of the measure alone makes a report late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.config import clock
from jiqun.supervision.reports import internal, queries
from jiqun.supervision.reports.deadline import on_a_rest_day
from jiqun.supervision.reports.reminding import owed_reports
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, at, officer
from tests.supervision.reports.internal import act, set_day
from tests.supervision.reports.yearly import Way, planned


@pytest.mark.django_db
def test_prefecture_s_day_reminds_its_counties_and_makes_nothing_late() -> None:
    planned()
    set_day(HUIZHOU, "2026-03-10")
    (line,) = queries.status(officer(HUIDONG), 2025, at("2026-03-12 09:00"))
    assert (line.asked_by, line.late) == (date(2026, 3, 10), None)
    (told,) = owed_reports(officer(HUIDONG), at("2026-03-07 09:00"))
    assert "市级内部期限 2026-03-10，还有 3 天" in told.text.zh
    (told,) = owed_reports(officer(HUIDONG), at("2026-03-12 09:00"))
    assert "市级内部期限 2026-03-10，已过 2 天；办法规定 2026-03-31 前报送" in told.text.zh
    assert list(owed_reports(officer(HUIDONG), at("2026-02-07 09:00"))) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        (HUIZHOU, "2026-03-31", "须早于办法规定的 2026-03-31"),
        (HUIZHOU, "2026-02-10", "须晚于今天"),
        (HUIDONG, "2026-03-21", "不能晚于市级内部期限 2026-03-20"),
    ],
)
def test_day_that_cannot_be_is_refused(code: str, day: str, said: str) -> None:
    planned()
    if code == HUIDONG:
        set_day(HUIZHOU, "2026-03-20")
    with pytest.raises(Invalid, match=said):
        set_day(code, day)


@pytest.mark.django_db
def test_province_sets_none_and_a_second_one_names_the_first() -> None:
    planned()
    with pytest.raises(Refusal, match="不另设内部期限"):
        set_day(PROVINCE, "2026-03-20")
    set_day(HUIZHOU, "2026-03-20")
    with pytest.raises(Conflict, match="已设定 2025 年度报告的内部期限 2026-03-20（NQ-2025-001）"):
        set_day(HUIZHOU, "2026-03-15")


@pytest.mark.django_db
def test_day_is_moved_and_ended_by_who_set_it() -> None:
    planned()
    case = set_day(HUIZHOU, "2026-03-20")
    with pytest.raises(Refusal, match="由设定该期限的单位办理"):
        act(case, "end_day", HUIDONG, {"reason": "不需要"})
    act(case, "move_day", HUIZHOU, {"due_on": "2026-03-12", "note": "提前"})
    assert internal.days(2025) == {HUIZHOU: date(2026, 3, 12)}
    act(case, "end_day", HUIZHOU, {"reason": "不再设"})
    assert internal.days(2025) == {}
    set_day(HUIZHOU, "2026-03-18")
    assert internal.days(2025) == {HUIZHOU: date(2026, 3, 18)}


@pytest.mark.django_db
def test_day_is_read_above_and_below_and_nowhere_else(client: Client) -> None:
    planned()
    case = set_day(HUIDONG, "2026-03-20")
    for code, status in ((HUIDONG, 200), (HUIZHOU, 200), (PROVINCE, 200), (HUICHENG, 404)):
        client.force_login(officer(code))
        assert client.get(f"/supervision/reports/days/{case.pk}/").status_code == status, code
    with pytest.raises(NotHere):
        act(case, "end_day", HUICHENG, {"reason": "不需要"})


def test_rest_days_are_known_from_the_calendar_alone() -> None:
    assert [on_a_rest_day(year) for year in (2023, 2024, 2025, 2028)] == [True, False, False, None]


@pytest.mark.django_db
def test_rest_day_is_told_and_does_not_move_the_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at("2024-03-20 10:00"))
    planned()
    client.force_login(officer(PROVINCE))
    assert "系统不顺延" in client.get("/supervision/reports/?year=2023").content.decode()
    assert "系统不顺延" not in client.get("/supervision/reports/?year=2024").content.decode()


@pytest.mark.django_db
def test_page_names_the_days_that_were_set(client: Client, django_assert_max_num_queries: Any) -> None:
    way = Way(planned())
    set_day(HUIZHOU, "2026-03-20")
    way.begin()
    client.force_login(officer(HUIDONG))
    client.get("/supervision/reports/?year=2025")
    with django_assert_max_num_queries(11):
        assert "惠州市 2026-03-20" in client.get("/supervision/reports/?year=2025").content.decode()
