"""How many objections one address may hand in: enough for anybody, too few for a flood.

Real time, not the business clock; counted in this process only, which is what a small office runs.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MOST = 10
SECONDS = 3600


def too_many(request: HttpRequest) -> bool:
    """Counts this request against its address; true beyond `MOST` within the hour. The address is kept as a hash."""
    address = f"{settings.SECRET_KEY}{request.META.get('REMOTE_ADDR', '')}"
    key = "objections-" + hashlib.sha256(address.encode()).hexdigest()
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it expired in between
        return False
