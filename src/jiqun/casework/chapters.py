"""The frame of a chapter's pages: those that belong to no single cluster or matter share one row of tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.bilingual import Text

EVERYBODY = (*OFFICE, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a chapter: `url` is the name of its address, `roles` and `levels` who has it."""

    name: str
    title: Text
    url: str
    roles: tuple[Role, ...] = EVERYBODY
    levels: tuple[Level, ...] = tuple(Level)

    def fits(self, user: Account) -> bool:
        """Whether the account has it."""
        return user.role in self.roles and user.level in self.levels


def frame(title: Text, tabs: Iterable[Tab], user: Account, tab: str) -> dict[str, Any]:
    """What a page shows around itself (`casework/chapter.html`): the chapter's title and the tabs of this account,
    the one named `tab` being shown."""
    shown = [(each.title, reverse(each.url), each.name == tab) for each in tabs if each.fits(user)]
    return {"chapter": title, "tabs": shown}
