"""Lines that a room puts at the head of the workbench: something changed that no act asks for by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from jiqun.authorities.models import Account
from jiqun.bilingual import Text


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line, and where it leads. With a key in `mail` it is also sent by mail, once for each key."""

    text: Text
    url: str
    mail: str = ""


Source = Callable[[Account, datetime], Iterable[Reminder]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Makes a source of reminders known; it asks the database only for accounts it concerns."""
    _sources.append(source)
    return source


def reminders(user: Account, now: datetime) -> list[Reminder]:
    """What every source has to say to an account."""
    return [each for source in _sources for each in source(user, now)]
