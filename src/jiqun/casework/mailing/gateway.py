"""Messages to a telephone (短信, 粤政易) through a gateway of the operator's own: one signed POST a message.

No such service has a public interface the product could be tried against: the gateway takes what is sent here and
speaks to it (`examples/message_gateway.py` shows one that prints).
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from urllib.request import Request

from django.conf import settings

from jiqun.authorities.elsewhere.asking import received
from jiqun.bilingual import Text
from jiqun.web.signed import signature


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where messages are handed in, the secret they are signed with, and what people call the way."""

    url: str
    secret: str
    title: Text


def configured() -> Gateway | None:
    """The gateway of this installation, if it has one."""
    found: Gateway | None = settings.JIQUN_GATEWAY
    return found


def deliver(gateway: Gateway, to: str, name: str, text: str, mark: str) -> None:
    """Hands a message in; `mark` is the same whenever the same is sent again. Raises `OSError` when it is not taken."""
    body = json.dumps({"id": mark, "to": to, "name": name, "text": text}, ensure_ascii=False).encode()
    moment = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "jiqun",
        "Jiqun-Timestamp": str(moment),
        "Jiqun-Signature": signature(gateway.secret, moment, body),
    }
    try:
        status, _ = received(Request(gateway.url, body, headers))
    except ValueError as odd:
        raise OSError(str(odd)) from odd
    if not 200 <= status < 300:
        raise OSError(f"HTTP {status}")
