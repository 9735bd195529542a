"""Reminders by mail (Article 16: 组织集群填报): where an officer is reached, and each reminder once."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Person
from jiqun.bilingual import Text
from jiqun.casework import reminders
from jiqun.casework.mailing.gateway import Gateway
from jiqun.casework.mailing.sending import Sent, send
from jiqun.casework.mailing.wishes import quiet
from jiqun.casework.models import Contact, Mailed
from jiqun.casework.procedure import Procedure
from jiqun.casework.reminders import Reminder
from jiqun.config import cli
from jiqun.supervision.reports.reminding import mail_key
from jiqun.web.signed import signature
from tests.casework.conftest import begin
from tests.casework.test_perform import do
from tests.office import HUICHENG, HUIDONG, account, at

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
    assert "发出 1 封邮件" in capsys.readouterr().out


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


def test_approver_has_the_form_and_nobody_without_an_account_has() -> None:
    client = Client()
    assert client.get(reverse("casework:contact")).status_code == 302
    client.force_login(account("approver", HUIDONG))
    assert "免打扰" in client.get(reverse("casework:contact")).content.decode()


# ── what is sent, when, and which way ────────────────────────────────────────────────────────────────────


def wishing(of: Account, **wish: Any) -> Contact:
    found: Contact = Contact.objects.create(id=uuid4(), account=of, entered_at=NOON, **wish)
    return found


@pytest.mark.parametrize(
    ("first", "until", "hour", "asleep"),
    [
        (20, 8, "19:59", False),
        (20, 8, "20:00", True),
        (20, 8, "07:59", True),
        (20, 8, "08:00", False),
        (12, 14, "12:30", True),
        (12, 14, "14:00", False),
        (9, 9, "09:00", False),
    ],
)
def test_quiet_hours_may_run_over_midnight(first: int, until: int, hour: str, asleep: bool) -> None:
    assert quiet(Contact(quiet_from=first, quiet_until=until), at(f"2026-03-02 {hour}")) is asleep


@pytest.mark.parametrize(
    ("day", "held"),
    [("2026-03-01", True), ("2026-03-02", False), ("2026-02-17", True), ("2026-02-14", False), ("2035-03-04", True)],
)
def test_days_off_are_those_of_the_calendar(day: str, held: bool) -> None:
    """2026-02-14 is a Saturday that is worked; of 2035 nothing is known yet, so the week counts."""
    assert quiet(Contact(rest_days=False), at(f"{day} 12:00")) is held


def test_reminder_of_the_night_is_held_and_sent_in_the_morning(officer: Account, due: list[Reminder]) -> None:
    assert send(at("2026-03-01 23:00")) == Sent(0, 0, (), held=1)
    assert mail.outbox == [] and not Mailed.objects.exists()
    assert send(at("2026-03-02 08:00")) == Sent(1, 0, ())


def test_nothing_is_sent_to_who_wants_nothing(officer: Account, due: list[Reminder]) -> None:
    wishing(officer, digest="none")
    assert send(NOON) == Sent(0, 0, ())


def test_digest_tells_the_days_tasks_once_and_names_no_cluster(errand: Procedure, due: list[Reminder]) -> None:
    due.clear()
    clerk, chief = account("officer", HUICHENG), account("approver", HUICHENG)
    for each in (clerk, chief):
        Person.objects.filter(pk=each.person_id).update(email=f"{each.username}@example.cn")
        wishing(Account.objects.get(pk=each.pk), digest="daily")
    case = begin(clerk)
    begin(clerk, "another")
    do(case, "send", clerk)
    morning = at("2025-03-21 09:00")
    assert send(morning) == Sent(2, 0, ())
    by_name = {each.to[0].split("@")[0]: each for each in mail.outbox}
    told, asked = by_name[clerk.username].body, by_name[chief.username].body
    assert "2025-03-21 待办 1 件：逾期 0 件，3 个工作日内到期 0 件；待签批 0 件。" in told
    assert "待办 0 件" in asked and "待签批 1 件" in asked
    assert case.title not in told + asked and by_name[clerk.username].subject == "【集群通】今日待办"
    assert send(morning) == Sent(0, 0, ())
    assert send(at("2025-03-24 09:00")) == Sent(2, 0, ())


def test_no_digest_without_anything_to_do(officer: Account, due: list[Reminder]) -> None:
    due.clear()
    wishing(officer, digest="daily")
    assert send(NOON) == Sent(0, 0, ())


class Taking(BaseHTTPRequestHandler):
    """A gateway that keeps what it took; it refuses a signature that does not hold, and all when it is told to."""

    taken: ClassVar[list[dict[str, Any]]] = []
    refuses: ClassVar[bool] = False

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        holds = self.headers["Jiqun-Signature"] == signature("s3cret", int(self.headers["Jiqun-Timestamp"]), body)
        if holds and not self.refuses:
            self.taken.append(json.loads(body))
        self.send_response(204 if holds and not self.refuses else 503)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[type[Taking]]:
    server = HTTPServer(("127.0.0.1", 0), Taking)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    settings.JIQUN_GATEWAY = Gateway(url, "s3cret", Text("粤政易", "Yuezhengyi"))
    Taking.taken, Taking.refuses = [], False
    yield Taking
    server.shutdown()
    server.server_close()


def test_message_goes_to_the_telephone_beside_the_mail_and_once(
    officer: Account, due: list[Reminder], gateway: type[Taking]
) -> None:
    Person.objects.filter(pk=officer.person_id).update(phone="13800000000")
    wishing(officer, message=True)
    assert send(NOON) == Sent(1, 0, (), messages=1)
    (told,) = gateway.taken
    assert (told["to"], told["text"]) == ("13800000000", "【集群通】年度报告还有 30 天，请登录系统查看。")
    assert send(NOON) == Sent(0, 0, ())
    assert sorted(Mailed.objects.values_list("way", "address")) == [
        ("mail", "hd@example.cn"),
        ("message", "13800000000"),
    ]


def test_message_the_gateway_would_not_take_is_tried_again(
    officer: Account, due: list[Reminder], gateway: type[Taking]
) -> None:
    Person.objects.filter(pk=officer.person_id).update(phone="13800000000", email="")
    wishing(officer, message=True)
    gateway.refuses = True
    assert send(NOON) == Sent(0, 0, (officer.username,))
    gateway.refuses = False
    assert send(NOON) == Sent(0, 0, (), messages=1)


def test_message_is_for_who_asked_for_it(officer: Account, due: list[Reminder], gateway: type[Taking]) -> None:
    Person.objects.filter(pk=officer.person_id).update(phone="13800000000")
    assert send(NOON) == Sent(1, 0, ())
    assert gateway.taken == []


def test_messages_need_a_telephone_and_a_gateway(gateway: type[Taking], settings: Any) -> None:
    status, page, _ = entering(email="hd@example.cn", message="on")
    assert status == 422 and "选择发送消息的，请填写联系电话" in page and "期限提醒同时发粤政易" in page
    settings.JIQUN_GATEWAY = None
    status, page, found = entering(phone="13800000000", message="on", digest="daily", quiet_from="22", quiet_until="7")
    assert status == 200 and "粤政易" not in page
    entry = Contact.objects.visible_to(found).get()
    assert (entry.message, entry.digest, entry.quiet_from, entry.quiet_until) == (False, "daily", 22, 7)
