"""The working calendar: a notice read from its words, in force by two persons, counted at once (trust, Separation)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Role
from jiqun.casework import reminders
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.instruments.calendar import keeping
from jiqun.standards import schedule, workdays
from tests.office import HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.prefecture import Office

WORDS = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。"""
"""Invented: the notice on 2027 is not known here."""
GIVEN = {
    "year": "2027",
    "document": "国办发明电〔2026〕9号（虚构）",
    "dated_on": "2026-11-20",
    "source": "https://www.gov.cn/zhengce/invented.htm",
    "words": WORDS,
}


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[Office]:
    """The province in November 2026, with a calendar file of its own."""
    settings.WORKDAYS_FILE = tmp_path / "workdays.csv"
    monkeypatch.setattr(schedule, "_kept", settings.WORKDAYS_FILE)
    found = Office(now=at("2026-11-23 10:00"))
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def entered(office: Office, **changes: str) -> Case:
    case: Case = office.open("calendar_year", officer(PROVINCE), {**GIVEN, **changes}).subject
    return case


def in_force(office: Office, callbacks: Any, **changes: str) -> Case:
    case = entered(office, **changes)
    with callbacks(execute=True):
        office.signed(case, "take_over_holidays", PROVINCE)
    return Case.objects.get(pk=case.pk)


def test_year_is_counted_once_two_persons_put_its_notice_into_force(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    case = entered(office)
    with pytest.raises(workdays.CalendarUnknown):
        workdays.add_workdays(date(2026, 12, 30), 2)
    with django_capture_on_commit_callbacks(execute=True):
        office.act(case, "take_over_holidays", officer(PROVINCE))
        with pytest.raises(Refusal):
            office.act(case, "sign", officer(PROVINCE), {"affirmed": "on"})
    assert 2027 not in workdays.known_years()
    with django_capture_on_commit_callbacks(execute=True):
        office.act(case, "sign", approver(PROVINCE), {"affirmed": "on"})
    assert workdays.add_workdays(date(2026, 12, 30), 2) == date(2027, 1, 4)
    assert workdays.is_workday(date(2027, 1, 31))
    assert workdays.schedule_sources(2027) == (GIVEN["source"],)


def test_later_notice_about_the_same_days_wins(office: Office, django_capture_on_commit_callbacks: Any) -> None:
    """As in January 2020, when the spring festival was extended."""
    in_force(office, django_capture_on_commit_callbacks)
    assert workdays.is_workday(date(2027, 2, 12))
    more = "一、春节：2月12日（周五）放假。"
    in_force(office, django_capture_on_commit_callbacks, words=more, source="https://www.gov.cn/zhengce/more.htm")
    assert not workdays.is_workday(date(2027, 2, 12))


def test_file_is_made_of_the_database_when_the_server_starts(
    office: Office, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    in_force(office, django_capture_on_commit_callbacks)
    settings.WORKDAYS_FILE.unlink()
    assert 2027 not in workdays.known_years()
    keeping.write()
    assert 2027 in workdays.known_years()


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"year": "2029"}, "year", "年度应在 2018 至 2027 之间"),
        ({"dated_on": "2026-11-24"}, "dated_on", "印发日期不能晚于今天"),
        ({"source": "https://www.example.com/x"}, "source", "gov.cn"),
        ({"source": "https://gov.cn.example.com/x"}, "source", "gov.cn"),
        ({"words": "明年放假"}, "words", "没有读到放假安排"),
        ({"words": WORDS.split("\n")[1]}, "words", "没有写2027年1月1日放假"),
        ({"words": WORDS.replace("周五", "周四")}, "words", "实为周五"),
        ({"words": WORDS + "三、某节：6月1日至3日放假。2029年3月1日放假。"}, "words", "2029-03-01 不在2027年"),
    ],
)
def test_notice_that_does_not_hold_is_refused(office: Office, changed: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as wrong:
        entered(office, **changed)
    assert set(wrong.value.faults) == {field}
    assert not Case.objects.exists()


def test_nobody_but_the_province_enters_it(office: Office) -> None:
    for by in (officer(HUIZHOU), approver(PROVINCE), account(Role.SYSTEM_ADMIN, PROVINCE)):
        with pytest.raises((Refusal, NotHere)):
            office.open("calendar_year", by, GIVEN)


def test_province_is_told_from_november_on_while_next_year_is_missing(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    def told(now: str) -> list[str]:
        return [each.mail for each in reminders.reminders(officer(PROVINCE), at(now)) if "calendar" in each.mail]

    assert (told("2026-10-31 10:00"), told("2026-11-01 10:00")) == ([], ["calendar-2027"])
    in_force(office, django_capture_on_commit_callbacks)
    assert told("2026-11-23 10:00") == []


def test_pages_show_every_day_and_every_year_to_staff_alone(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    case = entered(office)
    client = Client()
    client.force_login(officer(PROVINCE))
    page = client.get(reverse("instruments:calendar-year", args=[case.pk])).content.decode()
    assert "放假 10 天，调休上班 2 天" in page and "2027-02-20" in page
    listed = client.get(reverse("instruments:calendar")).content.decode()
    assert "2027年的节假日安排尚未登记" in listed and "2018" in listed
    below = Client()
    below.force_login(officer(HUIZHOU))
    assert below.get(reverse("instruments:calendar-year", args=[case.pk])).status_code == 404
    in_force(office, django_capture_on_commit_callbacks)
    assert "2027年的节假日安排尚未登记" not in below.get(reverse("instruments:calendar")).content.decode()
    below.force_login(account(Role.SYSTEM_ADMIN, PROVINCE))
    assert below.get(reverse("instruments:calendar")).status_code == 404
