"""Papers as hits of the search."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.searching.sources import Hit, register, standing_in
from jiqun.outgoing.models import Paper


@register("papers", Text("公文", "Papers"))
def papers(user: Account, asked: list[str], most: int) -> Iterator[Hit]:
    """By heading and number, the newest first."""
    rows = Paper.objects.visible_to(user).filter(standing_in(asked, "heading", "number")).order_by("-pk")
    for each in rows[:most]:
        yield Hit(each.heading, reverse("outgoing:paper", args=[each.pk]), each.number)
