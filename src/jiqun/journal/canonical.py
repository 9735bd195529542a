"""One byte string for one meaning: canonical JSON, and the two digests taken of it.

Keys sorted, no spaces, UTF-8, no floats (a float has no one decimal form). Digests are SHA-256 (FIPS 180-4) and
SM3 (GB/T 32905-2016).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from jiqun.bilingual import Text


class Digests(NamedTuple):
    """SHA-256 and SM3, both in lower-case hexadecimal."""

    sha256: str
    sm3: str


def plain(value: object) -> object:
    """A value as JSON knows it. Raises `TypeError` for floats and anything unknown."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case UUID() | Decimal() | Fraction():
            return str(value)
        case Text():
            return {"zh": value.zh, "en": value.en}
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple():
            return [plain(v) for v in value]
        case set() | frozenset():
            return sorted(plain(v) for v in value)  # type: ignore[type-var]
    raise TypeError(f"{type(value).__name__} has no canonical form: {value!r}")


def canonical(value: object) -> bytes:
    """Canonical JSON of a value."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digests(data: bytes) -> Digests:
    """Both digests of some bytes."""
    return Digests(hashlib.sha256(data).hexdigest(), hashlib.new("sm3", data).hexdigest())
