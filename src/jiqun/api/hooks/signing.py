"""How the other side knows that a message is ours: HMAC-SHA256 over the moment and the body."""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID

from django.utils.crypto import salted_hmac


def secret_of(hook: UUID) -> str:
    """A subscription's secret: it follows from the server's own key and is stored nowhere."""
    digest = salted_hmac("jiqun.api.hook", str(hook), algorithm="sha256").digest()
    return "jqs_" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """What stands in `Jiqun-Signature`: `v1=` and the HMAC of `{timestamp}.{body}` in hex."""
    signed = str(timestamp).encode() + b"." + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
