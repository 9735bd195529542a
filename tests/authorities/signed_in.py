"""A client whose account has just given its password again."""

from __future__ import annotations

import time

from django.test import Client

from jiqun.authorities.again import SESSION


def confirmed(client: Client, seconds_ago: int = 0) -> Client:
    """The same client, its password given again so many seconds ago."""
    session = client.session
    session[SESSION] = int(time.time()) - seconds_ago
    session.save()
    return client
