"""What is read of typical cases: lists of a territory, and what the public finds; plain values, few queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.cultivation.cases import prose
from jiqun.cultivation.cases.themes import Theme, themes
from jiqun.cultivation.models import CasePicture, TypicalCase
from jiqun.web.markup import markup

STANDING = CasePicture.objects.filter(removed_at=None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One theme to choose, with how many cases it has."""

    theme: Theme
    count: int
    on: bool


def listed(user: Account) -> QuerySet[TypicalCase]:
    """The cases an account sees, the newest first."""
    rows = TypicalCase.objects.visible_to(user).select_related("case", "cluster__authority")
    return rows.exclude(case__state="dropped").order_by("-case__opened_at", "-pk")


def published(words: str = "", theme: str = "") -> QuerySet[TypicalCase]:
    """What the public may read, the newest first; `words` stand in title, summary, text or in the
    name of cluster or place."""
    rows = TypicalCase.objects.public().select_related("case", "cluster__authority")
    for word in words.split()[:5]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(text__icontains=word)
            | Q(cluster__name__icontains=word)
            | Q(cluster__authority__name__icontains=word)
        )
    if theme:
        rows = rows.filter(theme=theme)
    with_pictures = Prefetch("pictures", STANDING, to_attr="standing")
    return rows.prefetch_related(with_pictures).order_by("-published_on", "-case__opened_at", "-pk")


def choices(words: str, on: str) -> list[Choice]:
    """Every theme with the number of cases the words find; one query."""
    rows = published(words).order_by().values("theme").annotate(n=Count("pk")).values_list("theme", "n")
    counted = dict(rows)
    return [Choice(each, counted.get(each.slug, 0), each.slug == on) for each in themes().values()]


def theme_title(row: TypicalCase) -> Text:
    """What a case is about."""
    return themes()[row.theme].title


def body(text: str, pictures: Iterable[CasePicture], address: str) -> SafeString:
    """A case's text with its pictures in their places, the rest at the end; `address` names the page of a picture."""
    by_number = {each.number: each for each in pictures}
    drawn = prose.rendered(text, lambda n: figure(by_number[n], address) if n in by_number else None)
    left = [each for number, each in by_number.items() if number not in prose.placed(text)]
    return SafeString(drawn + "".join(figure(each, address) for each in left))


def figure(each: CasePicture, address: str) -> SafeString:
    """One picture with its caption."""
    caption = markup("<figcaption>{}</figcaption>", each.caption) if each.caption else SafeString("")
    return markup(
        '<figure><img src="{}" alt="{}" width="{}" height="{}" loading="lazy">{}</figure>',
        reverse(address, args=[each.pk]),
        each.alt,
        each.width,
        each.height,
        caption,
    )


def public_picture(pk: UUID) -> CasePicture | None:
    """A picture of a case that is public."""
    public = TypicalCase.objects.public()
    return STANDING.select_related("file").filter(pk=pk, of__in=public).first()
