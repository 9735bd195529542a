"""How often one address may ask for the same thing within an hour.

Real time, not the business clock; counted in this process only, which is what a small office runs. The address is
kept as a hash for an hour and nothing with it.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

SECONDS = 3600


def too_many(request: HttpRequest, what: str, most: int) -> bool:
    """Counts this request for `what` against its address; true beyond `most` within the hour."""
    return too_many_of(str(request.META.get("REMOTE_ADDR", "")), what, most)


def too_many_of(whose: str, what: str, most: int) -> bool:
    """Counts one use of `what` against an address or a key; true beyond `most` within the hour."""
    key = f"{what}-" + hashlib.sha256(f"{settings.SECRET_KEY}{whose}".encode()).hexdigest()
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) > most
    except ValueError:  # it expired in between
        return False
