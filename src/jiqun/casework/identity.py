"""Identifiers and numbers."""

from __future__ import annotations

from datetime import datetime
from random import Random
from uuid import UUID


def uuid7(now: datetime, chance: Random) -> UUID:
    """A UUID version 7 (RFC 9562): the time in milliseconds, then chance; both given, so a demo is reproducible."""
    stamp = int(now.timestamp() * 1000) & (2**48 - 1)
    value = stamp << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 0b10 << 62 | chance.getrandbits(62)
    return UUID(int=value)
