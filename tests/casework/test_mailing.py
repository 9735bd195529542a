"""Reminders by mail (Article 16: 组织集群填报): where an officer is reached, and each reminder once."""

from __future__ import annotations

import smtplib
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Person
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.casework.mailing.sending import Sent, send
from jiqun.casework.models import Contact, Mailed
from jiqun.casework.reminders import Reminder
from jiqun.config import cli
from jiqun.supervision.reports.reminding import mail_key
from tests.office import HUIDONG, account, at

pytestmark = pytest.mark.django_db
NOON = at("2026-03-01 12:00")


@pytest.fixture
def due(monkeypatch: pytest.MonkeyPatch) -> list[Reminder]:
    """What one source says to every officer; the others are silent."""
    found = [Reminder(Text("年度报告还有 30 天", "The report is due in 30 days"), "/reports/", "report/30")]
    monkeypatch.setattr(reminders, "_sources", [lambda user, now: found])
    return found


@pytest.fixture
def officer() -> Account:
    found = account("officer", HUIDONG)
    assert found.person is not None
    Person.objects.filter(pk=found.person.pk).update(email="hd@example.cn")
    return Account.objects.get(pk=found.pk)


def test_reminder_is_sent_once_with_its_link(officer: Account, due: list[Reminder]) -> None:
    assert send(NOON) == Sent(1, 0, ())
    assert send(NOON) == Sent(0, 0, ())
    (sent,) = mail.outbox
    assert sent.to == ["hd@example.cn"]
    assert "年度报告还有 30 天\nThe report is due in 30 days\nhttp://127.0.0.1:8000/reports/" in sent.body
    assert list(Mailed.objects.values_list("account", "key", "address", "sent_at")) == [
        (officer.pk, "report/30", "hd@example.cn", NOON)
    ]


def test_next_step_is_another_mail_and_lines_of_a_day_share_one(officer: Account, due: list[Reminder]) -> None:
    send(NOON)
    due[:] = [Reminder(Text("还有 7 天", "7 days"), "/a/", "report/7"), Reminder(Text("另一项", "other"), "/b/", "b/7")]
    assert send(NOON) == Sent(1, 0, ())
    assert [each.subject for each in mail.outbox] == ["【集群通】1 项期限提醒", "【集群通】2 项期限提醒"]


def test_reminder_that_is_only_for_the_page_is_not_sent(officer: Account, due: list[Reminder]) -> None:
    due[:] = [Reminder(Text("只在工作台", "on the desk alone"), "/a/")]
    assert send(NOON) == Sent(0, 0, ())
    assert mail.outbox == []


def test_officer_without_an_address_is_counted(due: list[Reminder]) -> None:
    account("officer", HUIDONG)
    assert send(NOON) == Sent(0, 1, ())
    assert mail.outbox == []


def test_mail_the_server_would_not_take_is_not_on_record_and_tried_again(
    officer: Account, due: list[Reminder], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMessage, *_: Any, **__: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({})

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse)
        assert send(NOON) == Sent(0, 0, (officer.username,))
    assert not Mailed.objects.exists()
    assert send(NOON) == Sent(1, 0, ())


@pytest.mark.parametrize(
    ("today", "key"),
    [
        (date(2026, 2, 28), ""),
        (date(2026, 3, 1), "annual_report/2025/2026-03-31/30"),
        (date(2026, 3, 23), "annual_report/2025/2026-03-31/30"),
        (date(2026, 3, 24), "annual_report/2025/2026-03-31/7"),
        (date(2026, 3, 30), "annual_report/2025/2026-03-31/1"),
        (date(2026, 3, 31), "annual_report/2025/2026-03-31/1"),
        (date(2026, 4, 1), ""),
    ],
)
def test_key_of_a_report_is_the_last_step_that_has_come(today: date, key: str) -> None:
    assert mail_key(2025, date(2026, 3, 31), today) == key


def test_command_without_a_mail_server_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["remind"]) == 2
    assert "JIQUN_MAIL_URL" in capsys.readouterr().err


def test_command_tells_how_many_went_out(
    officer: Account, due: list[Reminder], capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.JIQUN_MAIL = "smtp://mail.example.cn"
    assert cli.main(["remind"]) == 0
    assert "发出 1 封" in capsys.readouterr().out


# ── where an officer is reached ──────────────────────────────────────────────────────────────────────────


def entering(**typed: str) -> tuple[int, str, Account]:
    found, client = account("officer", HUIDONG), Client()
    client.force_login(found)
    answer = client.post(reverse("casework:contact"), {"key": "k" + "".join(typed.values()), **typed}, follow=True)
    return answer.status_code, answer.content.decode(), Account.objects.select_related("person").get(pk=found.pk)


def test_contact_is_entered_by_the_officer_and_counts_at_once() -> None:
    status, page, found = entering(phone="0752-1234567", email="hd@example.cn")
    assert status == 200
    assert "hd@example.cn" in page
    assert found.person is not None
    assert (found.person.phone, found.person.email) == ("0752-1234567", "hd@example.cn")
    assert Contact.objects.visible_to(found).count() == 1
    assert Contact.objects.visible_to(account("officer", "441302")).count() == 0


def test_contact_that_cannot_be_reached_is_refused_with_every_fault() -> None:
    status, page, found = entering(phone="找王科长", email="hd＠example")
    assert status == 422
    assert "联系电话只填数字" in page
    assert "电子邮箱格式不对" in page
    assert "找王科长" in page
    assert found.person is not None
    assert (found.person.phone, found.person.email) == ("", "")


def test_contact_of_somebody_else_is_not_found() -> None:
    entering(phone="0752-1234567", email="")
    other = Client()
    other.force_login(account("officer", "441302"))
    assert other.get(reverse("casework:contact-entered", args=[Contact.objects.get().pk])).status_code == 404


def test_approver_has_no_form() -> None:
    client = Client()
    client.force_login(account("approver", HUIDONG))
    assert client.get(reverse("casework:contact")).status_code == 404
