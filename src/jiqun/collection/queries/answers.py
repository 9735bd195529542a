"""What firms confirmed, as lines of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from jiqun.collection.asked import firm_years
from jiqun.collection.models import Collection, Return, Use
from jiqun.facts.rows import FirmYear


def latest(collection: Collection) -> QuerySet[Return]:
    """The return each firm last confirmed and is not correcting just now."""
    return Return.objects.filter(
        invitation__collection=collection, invitation__state="confirmed", number=F("invitation__returned")
    ).order_by("invitation__uscc")


def collected(collection: Collection) -> list[FirmYear]:
    """What the firms of a collection confirmed, by code and year; one query."""
    return lines(latest(collection))


def adopted(collection: Collection) -> list[FirmYear]:
    """As `collected`, but only what the county has taken over (采用); one query."""
    return lines(latest(collection).filter(Exists(Use.objects.filter(given=OuterRef("pk")))))


def lines(returns: QuerySet[Return]) -> list[FirmYear]:
    """Returns as lines of 企业年度数据."""
    found: list[FirmYear] = []
    for uscc, name, values in returns.values_list("invitation__uscc", "invitation__name", "values"):
        found += firm_years(uscc, name, values["industry"], by_year(values))
    return found


def by_year(values: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """The stored figures with years as numbers."""
    return {int(year): dict(given) for year, given in values["figures"].items()}
