"""How often one address may have something computed, and how many workbooks are read for the public at a time.

Real time, not the business clock; counted in this process only, which is what a small office runs. The address is
kept as a hash for an hour and nothing with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST = 60
SECONDS = 3600
AT_A_TIME = 2
PATIENCE_SECONDS = 15

_places = BoundedSemaphore(AT_A_TIME)


class Busy(Exception):
    """Too many workbooks are being read just now."""


def too_many(request: HttpRequest) -> bool:
    """Counts this request against its address; true beyond `MOST` within the hour."""
    address = f"{settings.SECRET_KEY}{request.META.get('REMOTE_ADDR', '')}"
    key = "self-checks-" + hashlib.sha256(address.encode()).hexdigest()
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it expired in between
        return False


@contextmanager
def a_place() -> Iterator[None]:
    """One of the places at which workbooks are read. Raises `Busy` when none gets free in time."""
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _places.release()
