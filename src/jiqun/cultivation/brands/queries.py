"""What is read of brands: those of a territory, how they stand on a day, and what the public finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.cultivation.brands.kinds import kinds
from jiqun.cultivation.models import Brand

RENEWAL = timedelta(days=365)
"""A mark may be renewed within the twelve months before its end (商标法 40)."""
STANDINGS = {
    "ended": Text("已终止", "Ended"),
    "over": Text("已到期", "Run out"),
    "soon": Text("一年内到期", "Runs out within a year"),
    "shown": Text("公开展示", "Shown to the public"),
    "entered": Text("在册", "Entered"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A brand in a list; `standing` is one of `STANDINGS`, what is most urgent first."""

    brand: Brand
    kind: Text
    standing: str

    @property
    def title(self) -> Text:
        """How it stands, in words."""
        return STANDINGS[self.standing]


def standing(brand: Brand, on: date) -> str:
    """How a brand stands on a day."""
    if brand.state == "ended":
        return "ended"
    if brand.valid_to is not None and brand.valid_to < on:
        return "over"
    if brand.valid_to is not None and brand.valid_to <= on + RENEWAL:
        return "soon"
    return brand.state


def lines(rows: Iterable[Brand], on: date) -> list[Line]:
    """Brands as lines of a list."""
    return [Line(row, kinds()[row.kind].title, standing(row, on)) for row in rows]


def listed(user: Account, asked: dict[str, str], on: date) -> QuerySet[Brand]:
    """The brands of the territory as the address narrows them: `q`, `kind`, `show` (ended, soon, "" = standing)."""
    rows = Brand.objects.visible_to(user).select_related("cluster__authority")
    rows = rows.filter(state="ended") if asked["show"] == "ended" else rows.exclude(state="ended")
    if asked["show"] == "soon":
        rows = rows.filter(valid_to__lte=on + RENEWAL)
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    return found(rows, asked["q"])


def found(rows: QuerySet[Brand], words: str) -> QuerySet[Brand]:
    """Those in whose name, number, holder, scope or cluster the words stand."""
    for word in words.split()[:5]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(number__icontains=word)
            | Q(holder__icontains=word)
            | Q(scope__icontains=word)
            | Q(cluster__name__icontains=word)
        )
    return rows


def public(on: date, words: str = "", kind: str = "") -> QuerySet[Brand]:
    """What the public may read on a day."""
    rows = found(Brand.objects.public(on).select_related("cluster__authority"), words)
    return rows.filter(kind=kind) if kind else rows
