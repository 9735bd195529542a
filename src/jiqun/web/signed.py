"""How another system knows that a message is ours: HMAC-SHA256 over the moment and the body."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """What stands in `Jiqun-Signature`: `v1=` and the HMAC of `{timestamp}.{body}` in hex."""
    signed = str(timestamp).encode() + b"." + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
