"""Sending what is due: each message signed, to the one address that was checked, tried again for a day."""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta

from jiqun.api.hooks.addresses import Address, NotAllowed, parsed, resolved
from jiqun.api.hooks.events import body
from jiqun.api.hooks.signing import secret_of
from jiqun.api.models import Delivery
from jiqun.web.signed import signature

SECONDS = 10
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=20))
"""How long after each failed attempt the next one is made; after the last the message is given up."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """How many messages were taken, how many will be tried again, how many were given up."""

    taken: int
    failed: int
    given_up: int


class Pinned(http.client.HTTPConnection):
    """A connection to one checked address of a host, by TLS for its name unless it is this machine's."""

    def __init__(self, address: Address, ip: str) -> None:
        super().__init__(address.host, address.port, timeout=SECONDS)
        self.ip, self.secure = ip, address.secure

    def connect(self) -> None:
        """Connects to the address that was checked, and to no other."""
        self.sock = socket.create_connection((self.ip, self.port), SECONDS)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post(address: str, content: bytes, headers: dict[str, str]) -> int:
    """Sends; returns the status. A redirection is not followed. Raises `NotAllowed`, `OSError`, `HTTPException`."""
    to = parsed(address)
    connection = Pinned(to, resolved(to))
    try:
        connection.request("POST", to.path, content, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def send(now: datetime) -> Sent:
    """Sends every message that is due at `now` (real time), the oldest first."""
    rows = (
        Delivery.objects.filter(delivered_at__isnull=True, given_up=False, next_at__lte=now)
        .filter(hook__state="active", hook__account__is_active=True)
        .select_related("hook", "record")
        .order_by("next_at", "pk")[:AT_ONCE]
    )
    outcomes = [attempt(row, now) for row in rows if taken_up(row, now)]
    return Sent(*(outcomes.count(each) for each in ("taken", "failed", "given_up")))


def taken_up(row: Delivery, now: datetime) -> bool:
    """Takes a message for this run: of two runs at once only one sends it, and should it die, it is tried again."""
    row.attempts += 1
    later = now + WAITS[min(row.attempts, len(WAITS)) - 1]
    return bool(
        Delivery.objects.filter(pk=row.pk, attempts=row.attempts - 1, delivered_at__isnull=True).update(
            attempts=row.attempts, next_at=later
        )
    )


def attempt(row: Delivery, now: datetime) -> str:
    """One attempt, and what became of it: taken, failed or given_up."""
    content, moment = body(row), int(now.timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "jiqun-hooks/1",
        "Jiqun-Delivery": str(row.pk),
        "Jiqun-Timestamp": str(moment),
        "Jiqun-Signature": signature(secret_of(row.hook_id), moment, content),
    }
    status, said = None, ""
    try:
        status = post(row.hook.address, content, headers)
    except NotAllowed as why:
        said = why.text.zh
    except (OSError, http.client.HTTPException) as why:
        said = f"{type(why).__name__}: {why}"[:200]
    taken = status is not None and 200 <= status < 300
    over = not taken and row.attempts > len(WAITS)
    Delivery.objects.filter(pk=row.pk).update(
        delivered_at=now if taken else None, given_up=over, answered=status, said=said
    )
    return "taken" if taken else "given_up" if over else "failed"
