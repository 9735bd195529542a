"""What may be decided against somebody, and only after they were heard; the chapters make their kinds known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiqun.authorities.models import Level
from jiqun.bilingual import Text

if TYPE_CHECKING:
    from jiqun.casework.doing import Doing
    from jiqun.hearings.models import Hearing

Effect = Callable[["Doing", "Hearing"], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of adverse decision.

    `deed` is what is intended (取消申报资格), `level` decides it, on matters of the procedure `of` in the states
    `states`. `effect` carries the decision out inside the deciding act; it is the only path from a hearing to a change.
    """

    slug: str
    deed: Text
    clause: str
    level: Level
    of: str
    states: tuple[str, ...]
    effect: Effect


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Makes a kind known; a chapter does so when it is loaded."""
    _kinds[kind.slug] = kind
    return kind


def kind(slug: str) -> Kind:
    """The kind of that name. Raises `KeyError`."""
    return _kinds[slug]


def kinds() -> tuple[Kind, ...]:
    """Every known kind."""
    return tuple(_kinds.values())
