"""The secret of a subscription; its messages are signed as `web.signed` says."""

from __future__ import annotations

import base64
from uuid import UUID

from django.utils.crypto import salted_hmac


def secret_of(hook: UUID) -> str:
    """A subscription's secret: it follows from the server's own key and is stored nowhere."""
    digest = salted_hmac("jiqun.api.hook", str(hook), algorithm="sha256").digest()
    return "jqs_" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
