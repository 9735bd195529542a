"""How long a recognition lasts, and what it is worth on a day (Articles 15, 17)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from django.db.models import Q

from jiqun.bilingual import Text

YEARS = 3


class Standing(Enum):
    """What a recognition is on a day. A term that ran out waits for its renewal; it is not lost."""

    VALID = "valid"
    FUTURE = "future"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"

    @property
    def title(self) -> Text:
        """For people."""
        return STANDING_TITLES[self]


STANDING_TITLES = {
    Standing.VALID: Text("有效", "In force"),
    Standing.FUTURE: Text("尚未生效", "Not yet in force"),
    Standing.EXPIRED: Text("有效期满，待复核", "Term over, renewal review pending"),
    Standing.REVOKED: Text("已撤销", "Revoked"),
    Standing.UNKNOWN: Text("有效期未载明", "Term not stated in the source"),
}


def term_end(start: date, years: int = YEARS) -> date:
    """The last day of a term that begins on `start`: start + 3 years − 1 day (Article 15: 集群有效期为三年).

    A term that begins on 29 February ends on 28 February when that year has no 29th (民法典 202).
    """
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:  # 29 February, and the year of the end has none
        return date(start.year + years, 2, 28)


def standing(valid_from: date | None, valid_to: date | None, on: date, revoked_from: date | None = None) -> Standing:
    """What a recognition with this term is on a day; both ends count. `revoked_from` is the first day without it."""
    if revoked_from is not None and on >= revoked_from:
        return Standing.REVOKED
    if valid_from is None or valid_to is None:
        return Standing.UNKNOWN
    if on < valid_from:
        return Standing.FUTURE
    return Standing.VALID if on <= valid_to else Standing.EXPIRED


def in_force(on: date) -> Q:
    """The condition that a recognition is in force on a day, for queries over `Recognition`."""
    return Q(valid_from__lte=on, valid_to__gte=on) & (Q(revoked_from=None) | Q(revoked_from__gt=on))


def expired(on: date) -> Q:
    """The condition that a term ran out and neither a renewal nor a revocation has said what becomes of it."""
    return Q(valid_to__lt=on, revoked_from=None)
