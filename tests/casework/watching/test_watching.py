"""Keeping an eye on matters, and the dates of one's tasks in a calendar of one's own."""

from __future__ import annotations

from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework import todo
from jiqun.casework.models import CalendarLink, Case, Watch
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Refusal
from tests.cultivation.cultivated import entered
from tests.office import HUICHENG, HUIZHOU, PROVINCE, XIAOLAN, account, at, officer
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db
NOW = at("2025-04-01 09:00")


def client(by: Account) -> Client:
    found = Client()
    found.force_login(by)
    return found


def mark(by: Account, case: Case, on: str = "1", **headers: str) -> Any:
    return client(by).post(reverse("casework:watch", args=[case.pk]), {"on": on}, headers=headers)


def watched(by: Account) -> list[str]:
    return [each.title for each in todo.watched(by, NOW)]


def test_marked_matter_stands_on_ones_own_desk_alone() -> None:
    case = entered()
    assert mark(officer(HUIZHOU), case).status_code == 302
    mark(officer(HUIZHOU), case)
    assert watched(officer(HUIZHOU)) == [case.title] and Watch.objects.count() == 1
    assert watched(officer(HUICHENG)) == []
    assert "我关注的" in client(officer(HUIZHOU)).get("/work/").content.decode()
    assert "我关注的" not in client(officer(HUICHENG)).get("/work/").content.decode()


def test_mark_is_taken_away() -> None:
    case = entered()
    mark(officer(HUICHENG), case)
    mark(officer(HUICHENG), case, on="0")
    mark(officer(HUICHENG), case, on="0")
    assert not Watch.objects.exists()


def test_button_tells_the_state_and_the_page_works_without_a_script() -> None:
    case = entered()
    url = reverse("casework:watch", args=[case.pk])
    page = client(officer(HUICHENG)).get(todo.case_url(case.procedure_name, case.pk))
    assert f'hx-get="{url}"' in page.content.decode()
    part = client(officer(HUICHENG)).get(url, headers={"hx-request": "true"}).content.decode()
    assert 'aria-pressed="false"' in part and "<html" not in part
    assert 'aria-pressed="true"' in mark(officer(HUICHENG), case, **{"hx-request": "true"}).content.decode()
    assert "<html" in client(officer(HUICHENG)).get(url).content.decode()


def test_foreign_matter_is_not_marked_and_one_no_longer_seen_leaves_the_desk() -> None:
    case = entered()
    assert mark(officer(XIAOLAN), case).status_code == 404
    for role in (Role.EXPERT, Role.SYSTEM_ADMIN):
        assert mark(account(role, None if role == Role.EXPERT else PROVINCE), case).status_code == 404
    mark(officer(HUIZHOU), case)
    Case.objects.filter(pk=case.pk).update(audience="own")
    assert watched(officer(HUIZHOU)) == []


# ── the calendar ─────────────────────────────────────────────────────────────────────────────────────────


def opened(by: Account, key: str = "calendar") -> CalendarLink:
    row: CalendarLink = open_matter("calendar_link", by=by, payload={}, key=key, now=NOW).subject
    return row


def address(row: CalendarLink) -> str:
    return reverse("casework:tasks-calendar", args=[row.pk, row.token])


def test_calendar_holds_the_tasks_that_have_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    case = office.application(office.open_round(), "惠城区电子元件产业集群")
    Case.objects.filter(pk=case.pk).update(due_at=at("2025-05-23 17:30"))
    monkeypatch.setattr("jiqun.config.clock.now", lambda: office.now)
    by = officer(HUIZHOU)
    dated = [task for task in todo.tasks(by, office.now) if task.due_at]
    assert dated
    answer = Client().get(address(opened(by)))
    assert answer.headers["Content-Type"].startswith("text/calendar") and "no-store" in answer.headers["Cache-Control"]
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [task.due_at.date() for task in dated if task.due_at]
    for event, task in zip(events, dated, strict=True):
        assert task.title in str(event["summary"]) and str(event["url"]) == f"http://testserver{task.url}"


def test_link_is_shown_to_its_holder_and_ends_at_once() -> None:
    by = officer(HUIZHOU)
    row = opened(by)
    assert row.token in client(by).get("/account/").content.decode()
    assert row.token not in client(officer(HUICHENG)).get("/account/").content.decode()
    perform("calendar_link", row.pk, "end_calendar", by=by, version=1, payload={}, key="end", now=NOW)
    assert Client().get(address(row)).status_code == 404
    again = opened(by, key="again")
    assert again.token != row.token and Client().get(address(again)).status_code == 200


def test_second_calendar_is_refused_while_the_first_is_open() -> None:
    opened(officer(HUIZHOU))
    with pytest.raises(Refusal, match="已经开通"):
        opened(officer(HUIZHOU), key="second")


def test_wrong_token_foreign_link_and_closed_account_find_nothing() -> None:
    by = officer(HUIZHOU)
    row = opened(by)
    other = opened(officer(HUICHENG), key="other")
    for pk, token in ((row.pk, "0" * 32), (row.pk, other.token), (other.pk, row.token)):
        assert Client().get(reverse("casework:tasks-calendar", args=[pk, token])).status_code == 404
    with pytest.raises(Refusal):
        perform("calendar_link", row.pk, "end_calendar", by=officer(HUICHENG), version=1, payload={}, key="x", now=NOW)
    Account.objects.filter(pk=by.pk).update(is_active=False)
    assert Client().get(address(row)).status_code == 404


def test_calendar_is_opened_and_ended_in_the_pages() -> None:
    by = client(officer(HUIZHOU))
    page = by.get("/account/calendar/").content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    version = page.split('name="version" value="')[1].split('"')[0] if 'name="version"' in page else "0"
    assert by.post("/account/calendar/", {"key": key, "version": version}).status_code == 302
    assert CalendarLink.objects.get().state == "open"
