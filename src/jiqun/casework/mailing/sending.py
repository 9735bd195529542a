"""Sends what is due to be said by mail: one mail an officer a day, each reminder once."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Mailed
from jiqun.casework.reminders import Reminder, reminders


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails went out, how many officers have no address, and whose mail the server would not take."""

    mails: int
    without_address: int
    failed: tuple[str, ...]


def send(now: datetime) -> Sent:
    """Sends to every officer what was not sent before.

    A mail is on record only once the server took it; one that failed is tried again at the next call.
    """
    officers = Account.objects.filter(role=Role.OFFICER, is_active=True, authority__isnull=False)
    known = set(Mailed.objects.values_list("account_id", "key"))
    mails, without, failed = 0, 0, []
    with get_connection() as connection:
        for account in officers.select_related("person", "authority").order_by("username"):
            due = [each for each in reminders(account, now) if each.mail and (account.pk, each.mail) not in known]
            if not due:
                continue
            if account.person is None or not account.person.email:
                without += 1
                continue
            try:
                written(account, due, connection).send()
            except (smtplib.SMTPException, OSError):
                failed.append(account.username)
                continue
            address = account.person.email
            Mailed.objects.bulk_create(
                Mailed(account=account, key=each.mail, address=address, sent_at=now) for each in due
            )
            mails += 1
    return Sent(mails, without, tuple(failed))


def written(account: Account, due: Sequence[Reminder], connection: object) -> EmailMessage:
    """The mail: what is due, in both languages, and where to go. No figure and no firm is named in it."""
    assert account.person is not None
    base = settings.JIQUN_ADDRESS.rstrip("/")
    lines = [f"{each.text.zh}\n{each.text.en}\n{base}{each.url}" for each in due]
    name = account.person.name
    body = "\n\n".join(
        [
            f"{name}：",
            *lines,
            "本邮件由集群通自动发出，请勿回复；登录后在“联系方式”可改收件邮箱。\n"
            "Sent by jiqun; do not reply. Change the address under “Contact” once signed in.",
        ]
    )
    return EmailMessage(
        f"【集群通】{len(due)} 项期限提醒",
        body,
        to=[account.person.email],
        connection=connection,  # type: ignore[arg-type]
    )
