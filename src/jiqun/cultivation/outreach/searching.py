"""Policies for firms as hits of the search."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.searching.sources import Hit, register, standing_in
from jiqun.cultivation.models import Policy


@register("policies", Text("惠企政策", "Policies"))
def policies(user: Account, asked: list[str], most: int) -> Iterator[Hit]:
    """By name and document, the newest first."""
    rows = Policy.objects.visible_to(user).filter(standing_in(asked, "title", "document")).select_related("authority")
    for each in rows.order_by("-on", "title")[:most]:
        yield Hit(each.title, reverse("cultivation:policy", args=[each.pk]), each.authority.name)
