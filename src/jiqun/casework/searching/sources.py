"""What can be searched. A source asks `visible_to` first and then whether the words stand in it.

Words are compared as parts of names, so that two Chinese signs are enough; SQLite and PostgreSQL find the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text

SHORTEST, LONGEST, MOST_WORDS = 2, 60, 6
"""Signs that are searched for at the least, of one question at the most; words, all of which must be found."""
EACH = 20
"""So many hits of a kind are shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, where it leads, and what tells it from others of that name."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of thing. `find` gives hits of what an account sees, at most one more than are shown."""

    name: str
    title: Text
    find: Callable[[Account, list[str], int], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a kind; `more` when there are others."""

    source: Source
    hits: list[Hit]
    more: bool


_sources: list[Source] = []


def register(name: str, title: Text) -> Callable[[Callable[[Account, list[str], int], Iterable[Hit]]], Any]:
    """Makes a kind known; kinds are shown in the order of their registration."""

    def known(find: Callable[[Account, list[str], int], Iterable[Hit]]) -> Any:
        _sources.append(Source(name, title, find))
        return find

    return known


def words(typed: str) -> list[str]:
    """What is searched for: full-width signs made plain, parted at blanks, each once; none when it is too short."""
    plain = unicodedata.normalize("NFKC", typed)[:LONGEST]
    found = list(dict.fromkeys(plain.split()))[:MOST_WORDS]
    return found if any(len(each) >= SHORTEST for each in found) else []


def standing_in(asked: Iterable[str], *columns: str) -> Q:
    """Every word stands in one of the columns."""
    every = (reduce(Q.__or__, (Q(**{f"{column}__icontains": word}) for column in columns)) for word in asked)
    return reduce(Q.__and__, every)


def search(user: Account, typed: str) -> list[Found]:
    """What was found, kind by kind; one query a kind."""
    asked = words(typed)
    if not asked:
        return []
    found = []
    for source in _sources:
        hits = list(source.find(user, asked, EACH + 1))
        if hits:
            found.append(Found(source, hits[:EACH], len(hits) > EACH))
    return found
