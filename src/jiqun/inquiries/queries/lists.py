"""Lists and screenings as others read them."""

from __future__ import annotations

from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.inquiries.models import IncidentList, Screening


def latest(user: Account) -> dict[UUID, IncidentList]:
    """The latest revision of every list an account may screen against, by key; one query."""
    newest: dict[tuple[str, str], IncidentList] = {}
    for each in IncidentList.objects.visible_to(user).order_by("title", "authority_id", "number"):
        newest[each.authority_id, each.title] = each
    return {each.pk: each for each in newest.values()}


def revisions(user: Account) -> list[IncidentList]:
    """Every revision the account sees, the newest first; one query."""
    found = IncidentList.objects.visible_to(user).select_related("authority", "by__person")
    return list(found.order_by("-at", "title"))


def last_screening(round_: UUID, user: Account) -> Screening | None:
    """The last screening of a round by the account's own authority; one query."""
    own = Screening.objects.visible_to(user).filter(round=round_, authority=user.authority_id)
    return own.select_related("by__person").order_by("-at").first()
