"""Which clusters a report is about: those whose provincial recognition was in force on some day of its year."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from jiqun.authorities.models import Authority
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Recognition

BESIDE = 2
"""How many earlier years stand beside the year reported on."""


def within(year: int) -> Q:
    """The condition that a recognition was in force on some day of a year, for queries over `Recognition`."""
    return (
        Q(level=PROVINCIAL, valid_from__lte=date(year, 12, 31), valid_to__gte=date(year, 1, 1))
        & (Q(revoked_from=None) | Q(revoked_from__gt=date(year, 1, 1)))
    )  # fmt: skip


def clusters(user: Any, place: Authority, year: int) -> Any:
    """The clusters of a place that the account sees and that were recognised within the year."""
    held = Recognition.objects.filter(within(year)).values("cluster")
    return Cluster.objects.visible_to(user).filter(path__startswith=place.path, pk__in=held)
