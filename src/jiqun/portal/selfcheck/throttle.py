"""How often one address may have something computed, and how many workbooks are read for the public at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.http import HttpRequest

from jiqun.web import throttle

MOST = 60
AT_A_TIME = 2
PATIENCE_SECONDS = 15

_places = BoundedSemaphore(AT_A_TIME)


class Busy(Exception):
    """Too many workbooks are being read just now."""


def too_many(request: HttpRequest) -> bool:
    """Counts this request against its address; true beyond `MOST` within the hour."""
    return throttle.too_many(request, "self-checks", MOST)


@contextmanager
def a_place() -> Iterator[None]:
    """One of the places at which workbooks are read. Raises `Busy` when none gets free in time."""
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _places.release()
