"""Sends what is due to be said: one mail a person a day, each reminder once each way; nothing in quiet hours."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from jiqun.authorities.models import OFFICE, Account, Role
from jiqun.casework.mailing import gateway
from jiqun.casework.mailing.digest import digest
from jiqun.casework.mailing.wishes import quiet, wishes
from jiqun.casework.models import Contact, Mailed
from jiqun.casework.reminders import Reminder, reminders

MAIL, MESSAGE = Mailed.Way.MAIL, Mailed.Way.MESSAGE


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails went out, how many people have no address, and to whom something was not taken; how many messages,
    and how many people are in their quiet hours."""

    mails: int
    without_address: int
    failed: tuple[str, ...]
    messages: int = 0
    held: int = 0


def send(now: datetime) -> Sent:
    """Sends to everybody what was not sent before.

    What went out is on record only once it was taken; what failed or was held is tried again at the next call.
    """
    people = Account.objects.filter(role__in=(*OFFICE, Role.EXPERT), is_active=True)
    known, wished = set(Mailed.objects.values_list("account_id", "key", "way")), wishes()
    counts, failed = {MAIL: 0, MESSAGE: 0, "without": 0, "held": 0}, []
    with get_connection() as connection:
        for account in people.select_related("person", "authority").order_by("username"):
            wish = wished.get(account.pk) or Contact(account=account)
            due = what(account, wish, now)
            ways = ways_of(account, wish, connection)
            new = {way: [each for each in due if (account.pk, each.mail, way) not in known] for way in ways}
            new[MESSAGE] = [each for each in new.get(MESSAGE, ()) if not each.mail.startswith("digest/")]
            if not due or (ways and not any(new.values())):
                continue
            if not ways:
                counts["without"] += 1
            elif quiet(wish, now):
                counts["held"] += 1
            else:
                for way in filter(new.get, ways):
                    if told(account, way, ways[way], new[way], now):
                        counts[way] += 1
                    else:
                        failed.append(account.username)
    return Sent(counts[MAIL], counts["without"], tuple(failed), counts[MESSAGE], counts["held"])


def what(account: Account, wish: Contact, now: datetime) -> list[Reminder]:
    """What is to be said to somebody: nothing, the days that come near, or also what there is to do today."""
    if wish.digest == Contact.Digest.NONE:
        return []
    due = [each for each in reminders(account, now) if each.mail]
    if wish.digest == Contact.Digest.DAILY and (today := digest(account, now)) is not None:
        due.append(today)
    return due


def ways_of(account: Account, wish: Contact, connection: Any) -> dict[str, Any]:
    """How somebody is reached, each way as a function of what is due that returns the address it went to."""
    person, found = account.person, dict[str, Any]()
    if person.email:
        found[MAIL] = partial(by_mail, account, connection)
    server = gateway.configured()
    if wish.message and person.phone and server is not None:
        found[MESSAGE] = partial(by_message, account, server)
    return found


def told(account: Account, way: str, deliver: Any, due: Sequence[Reminder], now: datetime) -> bool:
    """Sends it one way and puts it on record; false when it was not taken."""
    try:
        address = deliver(due)
    except (smtplib.SMTPException, OSError):
        return False
    Mailed.objects.bulk_create(
        Mailed(account=account, key=each.mail, way=way, address=address, sent_at=now) for each in due
    )
    return True


def by_mail(account: Account, connection: object, due: Sequence[Reminder]) -> str:
    """As a mail. Raises what the server says."""
    mail = written(account, due, connection)
    mail.send()
    return mail.to[0]


def by_message(account: Account, server: gateway.Gateway, due: Sequence[Reminder]) -> str:
    """As a message: the first reminder and how many there are. Raises `OSError`."""
    assert account.person is not None
    more = f"等 {len(due)} 项" if len(due) > 1 else ""
    text = f"【集群通】{due[0].text.zh}{more}，请登录系统查看。"
    gateway.deliver(server, account.person.phone, account.person.name, text, f"{account.pk}/{due[0].mail}/{len(due)}")
    return account.person.phone


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
            "本邮件由集群通自动发出，请勿回复；登录后在“联系方式”可改收件邮箱、内容和免打扰时段。\n"
            "Sent by jiqun; do not reply. Change address, content and quiet hours under “Contact” once signed in.",
        ]
    )
    days = [each for each in due if not each.mail.startswith("digest/")]
    subject = f"【集群通】{len(days)} 项期限提醒" if days else "【集群通】今日待办"
    return EmailMessage(subject, body, to=[account.person.email], connection=connection)  # type: ignore[arg-type]
