"""Files as hits of the search: by their code."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from jiqun.archives.models import FiledMatter
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.searching.sources import Hit, register, standing_in


@register("files", Text("档案", "Files"))
def files(user: Account, asked: list[str], most: int) -> Iterator[Hit]:
    """By code and by what was filed, the newest first."""
    rows = FiledMatter.objects.visible_to(user).filter(live=True).exclude(code="")
    found = rows.filter(standing_in(asked, "code", "case__title", "case__number")).select_related("case")
    for each in found.order_by("-pk")[:most]:
        yield Hit(each.code, reverse("archives:filing", args=[each.filing_id]), each.case.title)
